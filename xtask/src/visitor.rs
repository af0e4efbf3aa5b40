//! A person with a browser, as far as measurements and the kill test need one: a session, forms and the JSON API.

use std::net::SocketAddr;

use crate::command::{Failure, Outcome};
use crate::server::{Answer, ask};

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Visitor {
    cookie: String,
}

impl Visitor {
    /// Signs in through the form.
    pub fn sign_in(server: SocketAddr, email: &str, password: &str) -> Outcome<Self> {
        let answer = Self::nobody().post(
            server,
            "/people/sign-in",
            &[("email", email), ("password", password)],
        )?;
        let cookie = answer
            .headers("set-cookie")
            .filter_map(|cookie| cookie.split(';').next())
            .find(|cookie| cookie.starts_with("__Host-session="))
            .ok_or_else(|| Failure::new(format!("{email} cannot sign in: status {}", answer.status)))?;
        Ok(Self {
            cookie: cookie.to_owned(),
        })
    }

    /// Somebody who is not signed in.
    pub const fn nobody() -> Self {
        Self {
            cookie: String::new(),
        }
    }

    /// Opens a page.
    pub fn get(&self, server: SocketAddr, path: &str) -> Outcome<Answer> {
        ask(server, "GET", path, &self.head(""), b"")
    }

    /// Sends a form as a page of the server does.
    pub fn post(&self, server: SocketAddr, path: &str, fields: &[(&str, &str)]) -> Outcome<Answer> {
        let body = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect::<Vec<_>>()
            .join("&");
        let head = self.head("Content-Type: application/x-www-form-urlencoded\r\n");
        ask(server, "POST", path, &head, body.as_bytes())
    }

    /// Sends JSON to the API.
    pub fn post_json(&self, server: SocketAddr, path: &str, body: &serde_json::Value) -> Outcome<Answer> {
        let head = self.head("Content-Type: application/json\r\n");
        ask(server, "POST", path, &head, body.to_string().as_bytes())
    }

    fn head(&self, more: &str) -> String {
        let cookie = if self.cookie.is_empty() {
            String::new()
        } else {
            format!("Cookie: {}\r\n", self.cookie)
        };
        format!("Sec-Fetch-Site: same-origin\r\n{cookie}{more}")
    }
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_encoded_byte_by_byte() {
        assert_eq!(encode("a b&ї"), "a%20b%26%D1%97");
    }
}
