//! The figures of a supervisor as lines of table, name and value: CSV after RFC 4180.

use crate::cabinet::pages::words;
use domain::Language;
use domain::cabinet::ledger::Side;
use domain::cabinet::overview::Overview;
use locales::cabinet as t;

/// The whole overview as CSV. The tables are called as their headings on the page.
pub fn csv(overview: &Overview, language: Language) -> String {
    let mut table = Table::default();
    table.line(
        t::overview_csv_table(language),
        t::overview_csv_name(language),
        t::overview_csv_value(language),
    );
    totals(&mut table, overview, language);
    now(&mut table, overview, language);
    within(&mut table, overview, language);
    table.0
}

/// Lines with a carriage return and a line feed, as the RFC has them.
#[derive(Default)]
struct Table(String);

impl Table {
    fn line(&mut self, table: &str, name: &str, value: impl ToString) {
        let cells = [cell(table), cell(name), cell(&value.to_string())];
        self.0.push_str(&cells.join(","));
        self.0.push_str("\r\n");
    }
}

/// A value of CSV, quoted where need be; a spreadsheet must not take it for a formula.
fn cell(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@']) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

fn totals(table: &mut Table, overview: &Overview, language: Language) {
    let period = t::overview_period(language);
    table.line(period, t::overview_from(language), overview.from);
    table.line(period, t::overview_until(language), overview.until);
    let now = t::overview_now(language);
    table.line(now, t::overview_open(language), overview.open);
    table.line(now, t::overview_overdue(language), overview.overdue);
    table.line(now, t::overview_unassigned(language), overview.unassigned);
    let within = t::overview_within(language);
    table.line(within, t::overview_received(language), overview.received);
    table.line(within, t::overview_decided(language), overview.decided);
    table.line(within, t::overview_refused(language), overview.refused);
    if let Some(usual) = overview.usual {
        table.line(within, t::overview_median(language), usual.median_days);
        table.line(within, t::overview_ninetieth(language), usual.ninetieth_days);
    }
}

fn now(table: &mut Table, overview: &Overview, language: Language) {
    for (state, number) in &overview.by_state {
        table.line(
            t::overview_by_state(language),
            words::state_for_staff(language, *state),
            number,
        );
    }
    for (age, number) in &overview.by_age {
        table.line(t::overview_by_age(language), words::age(language, *age), number);
    }
    for load in &overview.by_officer {
        let name = load.officer.as_deref().unwrap_or(t::queue_nobody(language));
        table.line(t::overview_by_officer(language), name, load.open);
        table.line(t::overview_late_by_officer(language), name, load.overdue);
    }
}

fn within(table: &mut Table, overview: &Overview, language: Language) {
    for week in &overview.weeks {
        let monday = week.monday.to_string();
        table.line(t::overview_weeks_received(language), &monday, week.received);
        table.line(t::overview_weeks_decided(language), &monday, week.decided);
    }
    for stage in &overview.stages {
        let tenths = stage.average_tenths();
        let value = format!("{}.{}", tenths / 10, tenths % 10);
        table.line(
            t::overview_stages(language),
            words::state_for_staff(language, stage.state),
            value,
        );
    }
    for side in Side::ALL {
        table.line(
            t::overview_days(language),
            words::side(language, side),
            overview.days.of(side),
        );
    }
    for (title, reasons) in [
        (t::overview_returns(language), &overview.returns),
        (t::overview_refusals(language), &overview.refusals),
    ] {
        for reason in reasons {
            let name = format!("{}: {}", reason.service.get(language), reason.what.get(language));
            table.line(title, &name, reason.count);
        }
    }
    for line in &overview.by_service {
        let name = format!("{} {}", line.code, line.name.get(language));
        table.line(t::overview_service_open(language), &name, line.open);
        table.line(t::overview_service_overdue(language), &name, line.overdue);
        table.line(t::overview_service_decided(language), &name, line.decided);
        if let Some(median) = line.median_days {
            table.line(t::overview_service_median(language), &name, median);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_csv_is_quoted_and_never_a_formula() {
        assert_eq!(cell("a,b \"c\""), "\"a,b \"\"c\"\"\"");
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("Ґанок"), "Ґанок");
    }
}
