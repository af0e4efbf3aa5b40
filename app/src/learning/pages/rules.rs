//! What the linter says, in words.

use domain::Language;
use domain::learning::rule::Rule;
use locales::learning as t;

/// Says which rule is broken and what to do.
pub fn rule_words(language: Language, rule: &Rule) -> String {
    match rule {
        Rule::Syntax(text) => t::rule_syntax(language, text),
        Rule::NoHeader => t::rule_no_header(language).to_owned(),
        Rule::BeforeFirstScreen => t::rule_before_first_screen(language).to_owned(),
        Rule::ScreenHeading => t::rule_screen_heading(language).to_owned(),
        Rule::OpenBlock => t::rule_open_block(language).to_owned(),
        Rule::AfterExercise => t::rule_after_exercise(language).to_owned(),
        Rule::NotAnId(id) => t::rule_not_an_id(language, id),
        Rule::NamedOtherwise { found, expected } => t::rule_named_otherwise(language, expected, found),
        Rule::FirstAndLast => t::rule_first_and_last(language).to_owned(),
        Rule::RepeatedScreen(id) => t::rule_repeated_screen(language, id),
        Rule::EmptyScreen => t::rule_empty_screen(language).to_owned(),
        Rule::NoOutcomes => t::rule_no_outcomes(language).to_owned(),
        Rule::UnknownOutcome(id) => t::rule_unknown_outcome(language, id),
        Rule::UnknownLesson(id) => t::rule_unknown_lesson(language, id),
        Rule::RepeatedExercise(id) => t::rule_repeated_exercise(language, id),
        Rule::ForeignExercise(id) => t::rule_foreign_exercise(language, id),
        Rule::Html => t::rule_html(language).to_owned(),
        Rule::PictureWithoutText => t::rule_picture_without_text(language).to_owned(),
        Rule::UnknownKind(id) => t::rule_unknown_kind(language, id),
        Rule::NotOfThisKind { kind, field } => t::rule_not_of_this_kind(language, field, kind),
        Rule::Lacking { kind, field } => t::rule_lacking(language, field, kind),
        Rule::RepeatedItem(id) => t::rule_repeated_item(language, id),
        Rule::NoFeedback(id) => t::rule_no_feedback(language, id),
        Rule::NoText(id) => t::rule_no_text(language, id),
        Rule::TooFew { least, found } => t::rule_too_few(language, found, least),
        Rule::OneCorrect(found) => t::rule_one_correct(language, found),
        Rule::SeveralCorrect(found) => t::rule_several_correct(language, found),
        Rule::AllCorrect => t::rule_all_correct(language).to_owned(),
        Rule::HintForNothing(id) => t::rule_hint_for_nothing(language, id),
        Rule::HintForRight(id) => t::rule_hint_for_right(language, id),
        Rule::OpenSpot => t::rule_open_spot(language).to_owned(),
        Rule::SpotNowhere(id) => t::rule_spot_nowhere(language, id),
        Rule::NothingAccepted => t::rule_nothing_accepted(language).to_owned(),
        Rule::ManyTypos { most, found } => t::rule_many_typos(language, found, most),
        Rule::Tolerance => t::rule_tolerance(language).to_owned(),
        Rule::AcceptedMistake(text) => t::rule_accepted_mistake(language, text),
        Rule::RepeatedRight(text) => t::rule_repeated_right(language, text),
        Rule::NothingToMark => t::rule_nothing_to_mark(language).to_owned(),
        Rule::RealWithSigns => t::rule_real_with_signs(language).to_owned(),
        Rule::Subject => t::rule_subject(language).to_owned(),
        Rule::Differs { what, uk, en } => t::rule_differs(language, en, uk, what),
        Rule::LongScreen { words, most } => t::rule_long_screen(language, most, words),
        Rule::LongLead { sentences, most } => t::rule_long_lead(language, most, sentences),
        Rule::LongSentence { words, most, start } => t::rule_long_sentence(language, most, start, words),
        Rule::Screens { least, most, found } => t::rule_screens(language, found, least, most),
        Rule::FewExercises { least, found } => t::rule_few_exercises(language, found, least),
        Rule::PointsAtPlace(text) => t::rule_points_at_place(language, text),
    }
}
