//! Events, and the kinds of things that they happen to, in words.
//!
//! A kind without words here is shown by its code; `cargo xtask tidy` finds an event that the program writes and nobody has named.

use domain::Language;
use locales::operations as t;

/// What happened, in words.
pub(super) fn event_name(language: Language, code: &str) -> Option<&'static str> {
    Some(match code {
        "cabinet.application.submitted" => t::happened_cabinet_application_submitted(language),
        "cabinet.application.taken" => t::happened_cabinet_application_taken(language),
        "cabinet.application.returned" => t::happened_cabinet_application_returned(language),
        "cabinet.application.corrected" => t::happened_cabinet_application_corrected(language),
        "cabinet.application.extended" => t::happened_cabinet_application_extended(language),
        "cabinet.application.suspended" => t::happened_cabinet_application_suspended(language),
        "cabinet.application.resumed" => t::happened_cabinet_application_resumed(language),
        "cabinet.application.refusal_intended" => t::happened_cabinet_application_refusal_intended(language),
        "cabinet.application.heard" => t::happened_cabinet_application_heard(language),
        "cabinet.application.granted" => t::happened_cabinet_application_granted(language),
        "cabinet.application.refused" => t::happened_cabinet_application_refused(language),
        "cabinet.application.withdrawn" => t::happened_cabinet_application_withdrawn(language),
        "cabinet.application.appealed" => t::happened_cabinet_application_appealed(language),
        "cabinet.application.upheld" => t::happened_cabinet_application_upheld(language),
        "cabinet.application.annulled" => t::happened_cabinet_application_annulled(language),
        "cabinet.application.rated" => t::happened_cabinet_application_rated(language),
        "cabinet.application.message_written" => t::happened_cabinet_application_message_written(language),
        "cabinet.document.issued" => t::happened_cabinet_document_issued(language),
        "cabinet.log.signed" => t::happened_cabinet_log_signed(language),
        "cabinet.time_month.published" => t::happened_cabinet_time_month_published(language),
        "infrastructure.comment.written" => t::happened_infrastructure_comment_written(language),
        "infrastructure.comment.published" => t::happened_infrastructure_comment_published(language),
        "infrastructure.comment.hidden" => t::happened_infrastructure_comment_hidden(language),
        "infrastructure.comment.answered" => t::happened_infrastructure_comment_answered(language),
        "infrastructure.import.completed" => t::happened_infrastructure_import_completed(language),
        "infrastructure.import.undone" => t::happened_infrastructure_import_undone(language),
        "infrastructure.project.imported" => t::happened_infrastructure_project_imported(language),
        "infrastructure.project.changed" => t::happened_infrastructure_project_changed(language),
        "infrastructure.project.taken_back" => t::happened_infrastructure_project_taken_back(language),
        "infrastructure.release.published" => t::happened_infrastructure_release_published(language),
        "learning.card.made" => t::happened_learning_card_made(language),
        "learning.card.used" => t::happened_learning_card_used(language),
        "learning.card.reviewed" => t::happened_learning_card_reviewed(language),
        "learning.certificate.issued" => t::happened_learning_certificate_issued(language),
        "learning.certificate.revoked" => t::happened_learning_certificate_revoked(language),
        "learning.certificate.set" => t::happened_learning_certificate_set(language),
        "learning.course.finished" => t::happened_learning_course_finished(language),
        "learning.device.forgotten" => t::happened_learning_device_forgotten(language),
        "learning.exercise.answered" => t::happened_learning_exercise_answered(language),
        "learning.learner.attached" => t::happened_learning_learner_attached(language),
        "learning.screen.read" => t::happened_learning_screen_read(language),
        "learning.test.begun" => t::happened_learning_test_begun(language),
        "learning.test.answered" => t::happened_learning_test_answered(language),
        "learning.test.finished" => t::happened_learning_test_finished(language),
        "operations.backup.restored" => t::happened_operations_backup_restored(language),
        "operations.job.retried" => t::happened_operations_job_retried(language),
        "operations.seed.brought_in" => t::happened_operations_seed_brought_in(language),
        "people.passkey.added" => t::happened_people_passkey_added(language),
        "people.passkey.removed" => t::happened_people_passkey_removed(language),
        "people.passkey.renamed" => t::happened_people_passkey_renamed(language),
        "people.password.changed" => t::happened_people_password_changed(language),
        "people.password.reset" => t::happened_people_password_reset(language),
        "people.password_reset.asked" => t::happened_people_password_reset_asked(language),
        "people.person.added" => t::happened_people_person_added(language),
        "people.person.changed" => t::happened_people_person_changed(language),
        "people.person.signed_up" => t::happened_people_person_signed_up(language),
        "people.person.verified" => t::happened_people_person_verified(language),
        "people.recovery_codes.renewed" => t::happened_people_recovery_codes_renewed(language),
        "people.role.granted" => t::happened_people_role_granted(language),
        "people.role.revoked" => t::happened_people_role_revoked(language),
        "people.second_factor.set_up" => t::happened_people_second_factor_set_up(language),
        "people.second_factor.removed" => t::happened_people_second_factor_removed(language),
        "people.session.opened" => t::happened_people_session_opened(language),
        "people.session.ended" => t::happened_people_session_ended(language),
        "people.session.second_factor_confirmed" => {
            t::happened_people_session_second_factor_confirmed(language)
        }
        "people.sessions.ended" => t::happened_people_sessions_ended(language),
        "people.sign_up.begun" => t::happened_people_sign_up_begun(language),
        "people.unit.described" => t::happened_people_unit_described(language),
        _ => return None,
    })
}

/// What it happened to, in words.
pub(super) fn thing_name(language: Language, code: &str) -> Option<&'static str> {
    Some(match code {
        "cabinet.application" => t::thing_cabinet_application(language),
        "cabinet.document" => t::thing_cabinet_document(language),
        "cabinet.log" => t::thing_cabinet_log(language),
        "cabinet.time_month" => t::thing_cabinet_time_month(language),
        "infrastructure.comment" => t::thing_infrastructure_comment(language),
        "infrastructure.import" => t::thing_infrastructure_import(language),
        "infrastructure.project" => t::thing_infrastructure_project(language),
        "infrastructure.release" => t::thing_infrastructure_release(language),
        "learning.certificate" => t::thing_learning_certificate(language),
        "learning.learner" => t::thing_learning_learner(language),
        "operations.backup" => t::thing_operations_backup(language),
        "operations.job" => t::thing_operations_job(language),
        "operations.seed" => t::thing_operations_seed(language),
        "people.password_reset" => t::thing_people_password_reset(language),
        "people.person" => t::thing_people_person(language),
        "people.session" => t::thing_people_session(language),
        "people.sign_up" => t::thing_people_sign_up(language),
        "people.unit" => t::thing_people_unit(language),
        _ => return None,
    })
}
