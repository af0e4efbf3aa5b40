use leptos::prelude::*;

/// The mark of hromada: a castle on its hill above the waves of the pond; decorative, the name stands beside it.
///
/// Drawn inline, because it must be there with the first bytes; its colours come from the theme.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <svg class="logo" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
            <rect class="logo__sky" width="40" height="40" rx="11"></rect>
            <path class="logo__castle" d="M9 25V15.6H7.6l3.2-5.6 3.2 5.6h-.9l2-2.9h9.8l2 2.9H26l3.2-5.6 3.2 5.6H31V25z"></path>
            <path class="logo__gate" d="M17.9 25v-3.4a2.1 2.1 0 0 1 4.2 0V25z"></path>
            <path class="logo__water" d="M0 25.6c2.5 0 3.3-1.6 5.7-1.6s3.3 1.6 5.7 1.6 3.3-1.6 5.7-1.6 3.3 1.6 5.7 1.6 3.3-1.6 5.7-1.6 3.3 1.6 5.7 1.6 3.3-1.6 5.8-1.6V29a11 11 0 0 1-11 11H11A11 11 0 0 1 0 29z"></path>
            <path class="logo__wave" d="M4 31.3c2.3 0 3-1.5 5.3-1.5s3 1.5 5.3 1.5 3-1.5 5.3-1.5 3 1.5 5.3 1.5 3-1.5 5.3-1.5 3 1.5 5.3 1.5M11 36c2.3 0 3-1.5 5.3-1.5s3 1.5 5.3 1.5 3-1.5 5.3-1.5"></path>
        </svg>
    }
}
