//! The plural rule agrees with CLDR's.

use domain::Language;
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules};
use locales::plural::{Form, form};

#[test]
fn plural_rule_agrees_with_cldr_for_every_number_to_a_thousand() {
    for language in Language::ALL {
        let locale: icu_plurals::PluralRulesPreferences = match language {
            Language::Uk => icu_locale_uk(),
            Language::En => icu_locale_en(),
        };
        let rules = PluralRules::try_new(locale, PluralRuleType::Cardinal.into()).expect("compiled data");
        for number in 0..=1_000_u32 {
            let expected = match (language, rules.category_for(number)) {
                (_, PluralCategory::One) => Form::One,
                (Language::Uk, PluralCategory::Few) => Form::Few,
                _ => Form::Many,
            };
            assert_eq!(
                form(language, i64::from(number)),
                expected,
                "{language:?} {number}"
            );
        }
    }
}

fn icu_locale_uk() -> icu_plurals::PluralRulesPreferences {
    icu_locale_core::locale!("uk").into()
}

fn icu_locale_en() -> icu_plurals::PluralRulesPreferences {
    icu_locale_core::locale!("en").into()
}
