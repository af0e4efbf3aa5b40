use leptos::{children::ViewFnOnce, prelude::*};

/// The opening of the home page: words over the pond, the castle and the towers of the old town on the far shore.
///
/// The drawing is decoration in a kilobyte of inline SVG; it takes its colours from the theme and vanishes in print.
#[component]
pub fn Hero(
    /// The `<h1>`.
    #[prop(into)]
    title: String,
    /// One or two sentences.
    #[prop(optional, into)]
    lead: crate::Text,
    /// The search box or the first action.
    #[prop(optional, into)]
    action: Option<ViewFnOnce>,
) -> impl IntoView {
    view! {
        <section class="hero">
            <Skyline />
            <div class="hero__inner container">
                <h1 class="hero__title">{title}</h1>
                {lead.get().map(|lead| view! { <p class="hero__lead">{lead}</p> })}
                {action.map(|action| view! { <div class="hero__action">{action.run()}</div> })}
            </div>
        </section>
    }
}

/// The far shore of the pond, drawn once for the hero, the sign-in page and the offline page.
#[component]
pub fn Skyline() -> impl IntoView {
    view! {
        <svg class="skyline" viewBox="0 0 1440 340" preserveAspectRatio="xMaxYMax slice" aria-hidden="true" focusable="false">
            <circle class="skyline__halo" cx="850" cy="150" r="92"></circle>
            <circle class="skyline__sun" cx="850" cy="150" r="52"></circle>
            <path class="skyline__far" d="M0 168c130-34 250-44 400-26 130 16 220 14 360-6 170-24 300-18 420 2 110 18 190 14 260 2v90H0z"></path>
            <path class="skyline__near" d="M0 196c90-12 170-30 300-24 120 6 190 20 330 18 130-2 190-24 330-26 170-2 230 22 330 20 60 0 110-8 150-14v60H0z"></path>
            <path class="skyline__town" d="M1238 204v-62h8v-22c-4-3-4-8 0-12 3-3 5-6 5-12l3-14 3 14c0 6 2 9 5 12 4 4 4 9 0 12v22h10c1-14 10-25 22-28v-12l4-10 4 10v12c12 3 21 14 22 28h10v-22c-4-3-4-8 0-12 3-3 5-6 5-12l3-14 3 14c0 6 2 9 5 12 4 4 4 9 0 12v22h8v62zM1372 206v-34l14-12 14 12v-8h22v10l10-9 8 7v34zM1196 206v-24l13-10 13 10v-6h14v30z"></path>
            <path class="skyline__hill" d="M884 206c16-8 26-21 44-22h258c20 1 36 14 56 22z"></path>
            <path class="skyline__wall" d="M930 184v-54h36v6h178v-6h36v54z"></path>
            <path class="skyline__roof" d="M958 138l26-31h14v-9h8v9h98v-9h8v9h14l26 31zM924 132l24-34v-9h2v9l24 34zM1136 132l24-34v-9h2v9l24 34z"></path>
            <path class="skyline__window" stroke-width="8" stroke-dasharray="6 12" d="M980 150h150M980 168h60M1070 168h60"></path>
            <path class="skyline__window" stroke-width="8" stroke-dasharray="5 8" d="M939 150h18M1151 150h18"></path>
            <path class="skyline__gate" d="M1048 184v-11a7 7 0 0 1 14 0v11z"></path>
            <path class="skyline__hill" d="M0 210v-8c14-1 20-9 30-9s14 5 22 5 14-12 28-12 18 11 28 11 14-6 24-6 16 9 26 10c40 4 90 4 130 5v4zM560 210c30-1 40-8 54-8s14-8 26-8 16 7 24 8 14-4 22-4 14 6 24 7 30 2 44 5zM1400 210c4-8 10-12 18-12 10 0 12-8 22-8v20z"></path>
            <path class="skyline__water" d="M0 205h1440v135H0z"></path>
            <path class="skyline__hill" opacity=".2" d="M884 206h358c-20 7-36 16-56 17v18l-20 12-20-12H982l-24 10-28-12v-16c-20-2-30-10-46-17z"></path>
            <path class="skyline__glint" d="M814 218h72M828 232h56M802 247h36M852 247h34M834 263h40"></path>
            <path class="skyline__deep" d="M0 270c60 0 60-10 120-10s60 10 120 10 60-10 120-10 60 10 120 10 60-10 120-10 60 10 120 10 60-10 120-10 60 10 120 10 60-10 120-10 60 10 120 10 60-10 120-10 60 10 120 10v70H0z"></path>
            <path class="skyline__ripple" d="M70 228h90M210 240h44M420 222h70M520 246h110M690 224h50M960 252h60M1110 236h36M1250 226h80M1290 246h100M300 258h60"></path>
        </svg>
    }
}
