//! Feeds (Atom, RFC 4287).

use crate::shared::{Answer, Download, Outcome, PageRequest};
use domain::Timestamp;

/// What a feed says of itself.
pub(super) struct Feed<'a> {
    pub title: &'a str,
    /// Its own address and that of the page which tells the same, each without the origin.
    pub own: String,
    pub page: String,
    pub updated: Timestamp,
}

/// One entry.
pub(super) struct Entry<'a> {
    pub title: &'a str,
    /// The same for ever, and no other entry's; without the origin.
    pub id: String,
    pub updated: Timestamp,
    /// Where it can be read, without the origin.
    pub link: String,
    pub text: &'a str,
}

impl Feed<'_> {
    /// The feed around its entries.
    ///
    /// # Errors
    /// Never.
    pub(super) fn answer(&self, request: &PageRequest, entries: &[String]) -> Outcome {
        Ok(Answer::Download(Download {
            media_type: "application/atom+xml; charset=utf-8".to_owned(),
            file_name: None,
            content: self.text(request, &entries.concat()).into_bytes(),
        }))
    }

    fn text(&self, request: &PageRequest, entries: &str) -> String {
        let origin = &request.community.origin;
        let (own, page) = (format!("{origin}{}", self.own), format!("{origin}{}", self.page));
        let publisher = &request.services.infrastructure.profile().publisher;
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
             <title>{}</title>\n<id>{}</id>\n<updated>{}</updated>\n\
             <author><name>{}</name></author>\n\
             <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n\
             {entries}</feed>\n",
            request.language.code(),
            escape(self.title),
            escape(&own),
            self.updated.rfc3339(),
            escape(publisher),
            escape(&own),
            escape(&page),
        )
    }
}

impl Entry<'_> {
    pub(super) fn text(&self, request: &PageRequest) -> String {
        let origin = &request.community.origin;
        format!(
            "<entry>\n<title>{}</title>\n<id>{}</id>\n<updated>{}</updated>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<content type=\"text\">{}</content>\n</entry>\n",
            escape(self.title),
            escape(&format!("{origin}{}", self.id)),
            self.updated.rfc3339(),
            escape(&format!("{origin}{}", self.link)),
            escape(self.text),
        )
    }
}

/// A text within XML 1.0: five characters are written by name, those that XML forbids are left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\t' | '\n' | '\r' => escaped.push(letter),
            letter if letter < ' ' || matches!(letter, '\u{FFFE}' | '\u{FFFF}') => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_end_its_element() {
        assert_eq!(
            escape("</title><b a=\"1\">\u{1}&'"),
            "&lt;/title&gt;&lt;b a=&quot;1&quot;&gt;&amp;&apos;"
        );
    }
}
