//! Prints a page of the design system as HTML, to be looked at and measured: `cargo run -p ui --example gallery -- gallery uk`.
//!
//! Pages: `gallery`, `home`, `form`, `queue`; languages: `uk`, `en`. The style sheet is expected at `/assets/app.css`.

#![recursion_limit = "512"]

mod samples;

use leptos::prelude::*;
use ui::{
    Words,
    gallery::{Example, Language, examples},
    provide_words,
};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let page = arguments.next().unwrap_or_else(|| "gallery".to_owned());
    let (language, tag, words) = match arguments.next().as_deref() {
        Some("en") => (Language::En, "en", Words::ENGLISH),
        _ => (Language::Uk, "uk", Words::UKRAINIAN),
    };
    let body = Owner::new().with(|| {
        provide_words(words);
        match page.as_str() {
            "home" => samples::home().to_html(),
            "form" => samples::form().to_html(),
            "queue" => samples::queue().to_html(),
            _ => gallery(language).to_html(),
        }
    });
    println!(
        "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\"><title>hromada: {page}</title><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><link rel=\"stylesheet\" href=\"/assets/app.css\"></head><body>{body}</body></html>"
    );
}

fn gallery(language: Language) -> AnyView {
    let mut last = "";
    let parts = examples()
        .into_iter()
        .map(|example| {
            let is_first = example.component != last;
            last = example.component;
            part(example, language, is_first)
        })
        .collect_view();
    view! {
        <main id="gallery" class="container page">
            <p class="lead">"Галерея / Gallery"</p>
            {parts}
        </main>
    }
    .into_any()
}

fn part(example: Example, language: Language, is_first: bool) -> impl IntoView {
    let criteria = example
        .criteria
        .iter()
        .map(|criterion| view! { <li>{criterion.get(language)}</li> })
        .collect_view();
    view! {
        <section class="stack">
            {is_first.then(|| view! { <h2>{example.component}</h2> })}
            <h3>{example.name.get(language)}</h3>
            <ul class="text-small text-muted">{criteria}</ul>
            <div>{(example.view)(language)}</div>
        </section>
    }
}
