use leptos::prelude::*;

/// The mark of hromada: a castle on its hill above the waves of the pond; decorative, the name stands beside it.
///
/// Drawn inline, because it must be there with the first bytes; its colours come from the theme.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <svg class="logo" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
            <circle class="logo__sky" cx="20" cy="20" r="20"></circle>
            <path class="logo__castle" d="M8 21v-6.5l2.2-3 2.3 3V16l3-3.6h9l3 3.6v-1.5l2.3-3 2.2 3V21z"></path>
            <path class="logo__gate" d="M18.4 21v-2.2a1.6 1.6 0 0 1 3.2 0V21z"></path>
            <path class="logo__water" d="M.9 24.2a20 20 0 0 1-.4-1.7c3.3 0 3.3-1.7 6.5-1.7s3.200 1.700 6.500 1.700 3.200-1.700 6.500-1.700 3.200 1.700 6.500 1.700 3.200-1.700 6.500-1.700 3.200 1.700 6.500 1.700A20 20 0 0 1 .9 24.200z"></path>
            <path class="logo__wave" d="M2.500 28.200c2.200-.4 2.600-1.600 5.300-1.600 3.200 0 3.200 1.700 6.400 1.700s3.200-1.700 6.400-1.700 3.200 1.700 6.400 1.700 3.200-1.700 6.400-1.700c2 0 2.800.7 3.900 1.200M8 34c1.600-.6 2.300-1.500 4.500-1.500 3.200 0 3.200 1.700 6.400 1.700s3.200-1.700 6.400-1.700c2.600 0 3.100 1.100 5.100 1.500"></path>
        </svg>
    }
}
