use leptos::prelude::*;

/// The initials of a person in a circle; decorative, the name stands beside it.
#[component]
pub fn Avatar(
    /// The person's name: «Соломія Крушельницька».
    #[prop(into)]
    name: String,
) -> impl IntoView {
    view! { <span class="avatar" aria-hidden="true">{initials(&name)}</span> }
}

/// The first letters of the first two words, in capitals.
fn initials(name: &str) -> String {
    name.split_whitespace()
        .take(2)
        .filter_map(|word| word.chars().find(|letter| letter.is_alphabetic()))
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_the_first_letters_of_two_words() {
        assert_eq!(initials("Соломія Крушельницька"), "СК");
        assert_eq!(initials("іван"), "І");
        assert_eq!(initials("  «Їжак»  "), "Ї");
        assert_eq!(initials(""), "");
    }
}
