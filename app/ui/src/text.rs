use std::borrow::Cow;

/// A text property that may be left out; it takes `&'static str`, `String`, `Cow` or an `Option` of them.
///
/// One type for every optional text lets a page pass `error=errors.get("phone")` as well as `hint="…"`.
/// An empty string counts as absent, so that no empty hint or error reaches the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(Option<Cow<'static, str>>);

impl Text {
    /// Returns the text, or nothing where it was left out or empty.
    pub fn get(self) -> Option<Cow<'static, str>> {
        self.0.filter(|text| !text.is_empty())
    }

    /// One sentence after the other; the first ends with a full stop.
    pub fn joined(first: Self, second: Self) -> Self {
        match (first.get(), second.get()) {
            (Some(first), Some(second)) if first.ends_with(['.', '!', '?', '…']) => {
                format!("{first} {second}").into()
            }
            (Some(first), Some(second)) => format!("{first}. {second}").into(),
            (first, second) => first.or(second).into(),
        }
    }

    /// Tells whether there is something to show.
    pub fn is_present(&self) -> bool {
        self.0.as_ref().is_some_and(|text| !text.is_empty())
    }
}

impl From<&'static str> for Text {
    fn from(text: &'static str) -> Self {
        Self(Some(Cow::Borrowed(text)))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(Some(Cow::Owned(text)))
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        Self(Some(Cow::Owned(text.clone())))
    }
}

impl From<Cow<'static, str>> for Text {
    fn from(text: Cow<'static, str>) -> Self {
        Self(Some(text))
    }
}

impl<T: Into<Text>> From<Option<T>> for Text {
    fn from(text: Option<T>) -> Self {
        text.map_or_else(Self::default, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_text_counts_as_absent() {
        assert!(!Text::from("").is_present());
        assert_eq!(Text::from(String::new()).get(), None);
    }

    #[test]
    fn option_of_owned_text_is_accepted() {
        assert_eq!(Text::from(Some("так".to_owned())).get().as_deref(), Some("так"));
        assert!(!Text::from(None::<String>).is_present());
    }
}
