//! Lessons from Markdown to HTML, sanitised.

use pulldown_cmark::{Event, Options, Parser, html};

/// Renders Markdown. HTML in it stays text, and what remains is cleaned once more.
#[must_use]
pub fn render(text: &str) -> String {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(tag) | Event::InlineHtml(tag) => Event::Text(tag),
        other => other,
    });
    let mut rendered = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut rendered, events);
    ammonia::clean(&rendered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lessons_use_plain_markdown() {
        let html = render("**Кнопка** живлення:\n\n- раз;\n- два.\n\n> Примітка");
        assert!(html.contains("<strong>Кнопка</strong>"), "{html}");
        assert!(
            html.contains("<li>раз;</li>") && html.contains("<blockquote>"),
            "{html}"
        );
    }

    #[test]
    fn nothing_that_runs_survives() {
        for hostile in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[тут](javascript:alert(1))",
            "![x](data:text/html;base64,AAAA)",
            "<a href=\"//evil\" onclick=\"x()\">a</a>",
        ] {
            let html = render(hostile);
            for trace in [
                "<script",
                "<img src=\"x\"",
                "<a href=\"javascript",
                "<a href=\"//evil",
                "data:text",
            ] {
                assert!(!html.contains(trace), "{hostile}: {html}");
            }
        }
    }
}
