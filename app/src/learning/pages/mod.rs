//! Pages of the learning slice.

mod authoring;
mod card;
pub mod certificate;
mod class;
mod course;
mod exercise;
mod feedback;
mod home;
mod lesson;
mod module;
mod picture;
mod projector;
mod questions;
mod review;
mod rules;
mod screen;
mod sheet;
mod test;
mod words;

use crate::shared::Route;

/// The pages and where they are.
#[must_use]
pub fn routes() -> Vec<Route> {
    let mut routes = vec![
        Route::get("/learning", home::show),
        Route::get("/learning/courses/{course}", course::show),
        Route::get("/learning/courses/{course}/{module}", module::show),
        Route::get("/learning/courses/{course}/{module}/{lesson}", lesson::go_on),
        Route::get(
            "/learning/courses/{course}/{module}/{lesson}/{screen}",
            screen::show,
        ),
        Route::post(
            "/learning/courses/{course}/{module}/{lesson}/{screen}",
            screen::submit,
        ),
        Route::get("/learning/sheets/{course}/{module}/{lesson}", sheet::show),
        Route::get("/learning/projector/{course}/{module}/{lesson}", projector::start),
        Route::get(
            "/learning/projector/{course}/{module}/{lesson}/{screen}",
            projector::show,
        ),
        Route::get("/learning/authoring", authoring::list).staff(),
        Route::get(
            "/learning/authoring/{course}/{module}/{lesson}/{language}",
            authoring::show,
        )
        .staff(),
        Route::post(
            "/learning/authoring/{course}/{module}/{lesson}/{language}",
            authoring::check,
        )
        .staff(),
        Route::get("/learning/card", card::show),
        Route::post("/learning/card", card::make),
        Route::get("/learning/review", review::show),
        Route::post("/learning/review", review::answer),
        Route::get("/learning/test", test::home::show),
        Route::get("/learning/test/start", test::start::show),
        Route::post("/learning/test/start", test::start::begin),
        Route::get("/learning/test/question", test::question::show),
        Route::post("/learning/test/question", test::question::reply),
        Route::get("/learning/test/results/{sitting}", test::result::show),
        Route::get("/learning/test/results/{sitting}/answers", test::answers::show),
        Route::get("/learning/test/items", test::items::show).staff(),
        Route::get("/learning/certificates", certificate::home::show),
        Route::get("/learning/certificates/check", certificate::check::show),
        Route::post("/learning/certificates/check", certificate::check::submit).files(certificate::FILE_BODY),
        Route::get("/learning/certificates/claim/{course}", certificate::claim::show),
        Route::post(
            "/learning/certificates/claim/{course}",
            certificate::claim::submit,
        ),
        Route::get("/learning/certificates/{code}", certificate::show::show),
        Route::get(
            "/learning/certificates/{code}/code.svg",
            certificate::show::picture,
        ),
        Route::get(
            "/learning/certificates/{code}/certificate.pdf",
            certificate::show::document,
        ),
        Route::get(
            "/learning/certificates/{code}/credential.json",
            certificate::show::file,
        ),
        Route::get("/learning/certificates/{code}/revoke", certificate::revoke::show).staff(),
        Route::post(
            "/learning/certificates/{code}/revoke",
            certificate::revoke::submit,
        )
        .staff(),
        Route::get("/learning/picture", picture::show),
        Route::get("/learning/questions", questions::show),
        Route::post("/learning/questions", questions::submit),
        Route::get("/learning/resume", card::ask),
        Route::post("/learning/resume", card::resume).sensitive(),
        Route::post("/learning/leave", card::leave),
    ];
    routes.extend(class::routes());
    routes
}
