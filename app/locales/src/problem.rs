//! Problems and broken rules in words.

use crate::{format, problems};
use domain::{Language, Problem};

/// Says what is wrong with a field and what to do.
#[must_use]
pub fn problem_text(language: Language, problem: &Problem) -> String {
    let number = |value: i64| format::number(language, value);
    match problem {
        Problem::Required => problems::required(language).to_owned(),
        Problem::FileMissing => problems::file_missing(language).to_owned(),
        Problem::TooShort { min } => problems::too_short(language, i64::from(*min)),
        Problem::TooLong { max } => problems::too_long(language, i64::from(*max)),
        Problem::ControlCharacters => problems::control_characters(language).to_owned(),
        Problem::NotANumber => problems::not_a_number(language).to_owned(),
        Problem::NumberTooSmall { min } => problems::number_too_small(language, number(*min)),
        Problem::NumberTooLarge { max } => problems::number_too_large(language, number(*max)),
        Problem::NotADate => problems::not_a_date(language).to_owned(),
        Problem::DateInFuture => problems::date_in_future(language).to_owned(),
        Problem::DateInPast => problems::date_in_past(language).to_owned(),
        Problem::DateTooEarly => problems::date_too_early(language).to_owned(),
        Problem::NotAnEmail => problems::not_an_email(language).to_owned(),
        Problem::NotAPhone => problems::not_a_phone(language).to_owned(),
        Problem::NotATaxNumber => problems::not_a_tax_number(language).to_owned(),
        Problem::TaxNumberChecksum => problems::tax_number_checksum(language).to_owned(),
        Problem::NotMoney => problems::not_money(language).to_owned(),
        Problem::NotACompanyCode => problems::not_a_company_code(language).to_owned(),
        Problem::CompanyCodeChecksum => problems::company_code_checksum(language).to_owned(),
        Problem::NotAnIban => problems::not_an_iban(language).to_owned(),
        Problem::IbanChecksum => problems::iban_checksum(language).to_owned(),
        Problem::NotACadastralNumber => problems::not_a_cadastral_number(language).to_owned(),
        Problem::TooManyItems { max } => problems::too_many_items(language, i64::from(*max)),
        Problem::NotAChoice => problems::not_a_choice(language).to_owned(),
        Problem::TooManyChoices { max } => problems::too_many_choices(language, i64::from(*max)),
        Problem::MustAccept => problems::must_accept(language).to_owned(),
        // What only the server can find needs no words in the browser client.
        _ if cfg!(target_family = "wasm") => String::new(),
        Problem::DateOutside { first, last } => days_between(language, first, last.as_deref()),
        Problem::NotATime => problems::not_a_time(language).to_owned(),
        Problem::EndsTooEarly => problems::ends_too_early(language).to_owned(),
        Problem::NotChanged => problems::not_changed(language).to_owned(),
        Problem::MustConfirm => problems::must_confirm(language).to_owned(),
        Problem::AlreadyTaken => problems::already_taken(language).to_owned(),
        Problem::EitherOr => problems::either_or(language).to_owned(),
        Problem::FileTooLarge { max_bytes } => {
            problems::file_too_large(language, format::bytes(language, *max_bytes))
        }
        Problem::FileEmpty => problems::file_empty(language).to_owned(),
        Problem::FileTypeNotAllowed => problems::file_type_not_allowed(language).to_owned(),
        Problem::FileContentMismatch => problems::file_content_mismatch(language).to_owned(),
        Problem::FileUnsafe => problems::file_unsafe(language).to_owned(),
        Problem::TooManyFiles { max } => problems::too_many_files(language, i64::from(*max)),
        Problem::PasswordTooWeak => problems::password_too_weak(language).to_owned(),
        Problem::PasswordsDiffer => problems::passwords_differ(language).to_owned(),
        Problem::CredentialsRejected => problems::credentials_rejected(language).to_owned(),
        Problem::WrongPassword => problems::wrong_password(language).to_owned(),
        Problem::CodeRejected => problems::code_rejected(language).to_owned(),
        Problem::NobodyOfAddress => problems::nobody_of_address(language).to_owned(),
        Problem::OriginalNotSeen => problems::original_not_seen(language).to_owned(),
        Problem::UnknownCard => problems::unknown_card(language).to_owned(),
        Problem::Unchanged => problems::unchanged(language).to_owned(),
        Problem::Unchosen => problems::unchosen(language).to_owned(),
        Problem::StatusUnknown => problems::status_unknown(language).to_owned(),
        Problem::TooManyAttempts { minutes } => problems::too_many_attempts(language, *minutes),
        Problem::UnknownField => problems::unknown_field(language).to_owned(),
        Problem::CoordinatesSwapped => problems::coordinates_swapped(language).to_owned(),
        Problem::CoordinatesOutside => problems::coordinates_outside(language).to_owned(),
        Problem::HearingNeeded => problems::hearing_needed(language).to_owned(),
        Problem::TooOften { minutes } => problems::too_often(language, *minutes),
        Problem::NotALink => problems::not_a_link(language).to_owned(),
        Problem::NoSuchProject => problems::no_such_project(language).to_owned(),
        Problem::BlankLeft => problems::blank_left(language).to_owned(),
        Problem::Stale => problems::stale(language).to_owned(),
    }
}

/// Says which days are possible; days as `2026-11-23`.
#[must_use]
pub fn days_between(language: Language, first: &str, last: Option<&str>) -> String {
    let day = |text: &str| {
        let mut parts = text.splitn(3, '-').map(|part| part.parse::<u16>().unwrap_or(0));
        let mut part = || parts.next().unwrap_or(0);
        let (year, month, day) = (part(), part(), part());
        let small = |number: u16| u8::try_from(number).unwrap_or(0);
        format::date(
            language,
            i16::try_from(year).unwrap_or(0),
            small(month),
            small(day),
        )
    };
    match last {
        None => problems::date_from(language, day(first)),
        Some(last) if last == first => problems::date_only(language, day(first)),
        Some(last) => problems::date_between(language, day(first), day(last)),
    }
}

/// Says which rule forbids the step. A code without a message is shown as a general refusal.
#[must_use]
pub fn rule_text(language: Language, code: &str) -> &'static str {
    match code {
        "already_signed_in" => problems::rule_already_signed_in(language),
        "link_worn_out" => problems::rule_link_worn_out(language),
        "second_factor_exists" => problems::rule_second_factor_exists(language),
        "second_factor_not_begun" => problems::rule_second_factor_not_begun(language),
        "second_factor_of_staff" => problems::rule_second_factor_of_staff(language),
        "role_held_already" => problems::rule_role_held_already(language),
        "role_is_community_wide" => problems::rule_role_is_community_wide(language),
        "last_administrator" => problems::rule_last_administrator(language),
        "own_identity" => problems::rule_own_identity(language),
        "identity_differs" => problems::rule_identity_differs(language),
        "tax_number_taken" => problems::rule_tax_number_taken(language),
        "own_data_awaited" => problems::rule_own_data_awaited(language),
        "application_closed" => problems::rule_application_closed(language),
        "application_already_taken" => problems::rule_application_already_taken(language),
        "application_not_taken" => problems::rule_application_not_taken(language),
        "application_not_yours" => problems::rule_application_not_yours(language),
        "own_application" => problems::rule_own_application(language),
        "correction_awaited" => problems::rule_correction_awaited(language),
        "no_correction_asked" => problems::rule_no_correction_asked(language),
        "verified_identity_needed" => problems::rule_verified_identity_needed(language),
        "ordered_elsewhere" => problems::rule_ordered_elsewhere(language),
        "application_suspended" => problems::rule_application_suspended(language),
        "application_not_suspended" => problems::rule_application_not_suspended(language),
        "term_extended_already" => problems::rule_term_extended_already(language),
        "hearing_awaited" => problems::rule_hearing_awaited(language),
        "no_hearing" => problems::rule_no_hearing(language),
        "hearing_needed" => problems::hearing_needed(language),
        "hearing_lasts" => problems::rule_hearing_lasts(language),
        "draft_in_approval" => problems::rule_draft_in_approval(language),
        "no_draft_decision" => problems::rule_no_draft_decision(language),
        "not_your_visa" => problems::rule_not_your_visa(language),
        "visas_awaited" => problems::rule_visas_awaited(language),
        "own_draft_decision" => problems::rule_own_draft_decision(language),
        "approval_needed" => problems::rule_approval_needed(language),
        "no_signer" => problems::rule_no_signer(language),
        "appeal_awaited" => problems::rule_appeal_awaited(language),
        "no_decision" => problems::rule_no_decision(language),
        "own_decision" => problems::rule_own_decision(language),
        "rated_already" => problems::rule_rated_already(language),
        "draft_submitted" => problems::rule_draft_submitted(language),
        "draft_expired" => problems::rule_draft_expired(language),
        "identity_refused" => problems::rule_identity_refused(language),
        "identity_incomplete" => problems::rule_identity_incomplete(language),
        "passkey_refused" => problems::rule_passkey_refused(language),
        "passkeys_unavailable" => problems::rule_passkeys_unavailable(language),
        "too_many_passkeys" => problems::rule_too_many_passkeys(language),
        "comment_already_judged" => problems::rule_comment_already_judged(language),
        "comment_not_published" => problems::rule_comment_not_published(language),
        "comment_already_answered" => problems::rule_comment_already_answered(language),
        "comment_not_answered" => problems::rule_comment_not_answered(language),
        "hearing_over" => problems::rule_hearing_over(language),
        "hearing_begun" => problems::rule_hearing_begun(language),
        "hearing_not_over" => problems::rule_hearing_not_over(language),
        "hearing_cancelled" => problems::rule_hearing_cancelled(language),
        "hearing_recorded" => problems::rule_hearing_recorded(language),
        "hearing_not_recorded" => problems::rule_hearing_not_recorded(language),
        "hearing_reported" => problems::rule_hearing_reported(language),
        "proposals_closed" => problems::rule_proposals_closed(language),
        "proposals_undecided" => problems::rule_proposals_undecided(language),
        "proposal_not_published" => problems::rule_proposal_not_published(language),
        "proposal_decided" => problems::rule_proposal_decided(language),
        "import_already_undone" => problems::rule_import_already_undone(language),
        "too_many_followed" => problems::rule_too_many_followed(language),
        "job_not_dead" => problems::rule_job_not_dead(language),
        "reply_to_reply" => problems::rule_reply_to_reply(language),
        "certificate_not_earned" => problems::rule_certificate_not_earned(language),
        "certificate_revoked_already" => problems::rule_certificate_revoked_already(language),
        "question_judged_already" => problems::rule_question_judged_already(language),
        "class_cancelled" => problems::rule_class_cancelled(language),
        "class_begun" => problems::rule_class_begun(language),
        "class_helped_enough" => problems::rule_class_helped_enough(language),
        "class_not_now" => problems::rule_class_not_now(language),
        "class_not_enrolled" => problems::rule_class_not_enrolled(language),
        _ => problems::rule_general(language),
    }
}
