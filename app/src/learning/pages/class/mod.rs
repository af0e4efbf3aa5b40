//! Classes on real premises: the list, the page of each, and what its teacher and operators do.

pub mod attendance;
pub mod cancel;
pub mod code;
pub mod here;
pub mod kit;
pub mod list;
mod month;
pub mod notice;
pub mod own;
pub mod people;
pub mod person;
pub mod show;
pub mod visitor;
mod words;

use crate::shared::Route;

/// The pages and where they are.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/learning/classes", list::show),
        Route::get("/learning/classes/calendar.ics", list::calendar),
        Route::get("/learning/classes/own", own::show).signed_in(),
        Route::get("/learning/classes/new", notice::ask).staff(),
        Route::post("/learning/classes/new", notice::announce).staff(),
        Route::get("/learning/classes/{class}", show::show),
        Route::post("/learning/classes/{class}", show::submit),
        Route::get("/learning/classes/{class}/class.ics", show::calendar),
        Route::get("/learning/classes/{class}/visitor", visitor::ask).signed_in(),
        Route::post("/learning/classes/{class}/visitor", visitor::enrol).signed_in(),
        Route::get("/learning/classes/{class}/change", notice::ask_change).staff(),
        Route::post("/learning/classes/{class}/change", notice::change).staff(),
        Route::get("/learning/classes/{class}/cancel", cancel::ask).staff(),
        Route::post("/learning/classes/{class}/cancel", cancel::cancel).staff(),
        Route::get("/learning/classes/{class}/here", here::ask).signed_in(),
        Route::post("/learning/classes/{class}/here", here::confirm)
            .signed_in()
            .sensitive(),
        Route::get("/learning/classes/{class}/attendance", attendance::show).staff(),
        Route::post("/learning/classes/{class}/attendance", attendance::record).staff(),
        Route::get("/learning/classes/{class}/sheet.pdf", attendance::sheet).staff(),
        Route::get("/learning/classes/{class}/kit", kit::show).staff(),
        Route::get("/learning/classes/{class}/stuck", kit::stuck).staff(),
        Route::get("/learning/classes/{class}/code", code::show).staff(),
        Route::get("/learning/classes/{class}/code.svg", code::picture).staff(),
        Route::get("/learning/classes/{class}/people", people::show).staff(),
        Route::get("/learning/classes/{class}/people/{enrolment}", person::show).staff(),
        Route::post("/learning/classes/{class}/people/{enrolment}", person::submit).staff(),
    ]
}
