//! Kills the server while people write, and compares what it acknowledged with what it kept.
//!
//! The ledger lies outside the server: it notes what was acknowledged, never what was only sent. After each kill the
//! server is started again on the same data. An acknowledged write that is not there is lost; one that is there twice is
//! doubled. What was under way when the kill came may have been kept or not, and is sent again: it must not be doubled.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::command::{Context, Failure, Outcome};
use crate::project::Project;
use crate::server::{Answer, Server, ServerPlan};
use crate::visitor::Visitor;

use super::Site;
use super::table::Row;

const KILLS: usize = 100;
const WRITERS: usize = 4;
/// Few enough that what was written between two looks stands on one list.
const KILLS_BETWEEN_LOOKS: usize = 10;
const SERVICE: &str = "S16";
/// Sections of the form and their answers, in order.
const SECTIONS: [(&str, &[(&str, &str)]); 3] = [
    (
        "requester",
        &[("requester_name", "Олена Коваль"), ("answer_channel", "cabinet")],
    ),
    (
        "request",
        &[
            (
                "description",
                "Копія рішення про ремонт вулиці Руської за 2018 рік",
            ),
            ("format", "electronic"),
            ("urgent", "no"),
        ],
    ),
    ("consent", &[("consent_personal_data", "true")]),
];
const PASSWORD: &str = "Stavok-nad-Seretom-2026";

/// A hundred kills of the release build.
pub fn measure(site: &Site<'_>) -> Outcome<Vec<Row>> {
    let report = run(&Trial {
        project: site.project,
        binary: site.server_binary(),
        folder: site.file("kills"),
        kills: KILLS,
    })?;
    Ok(vec![
        Row::plain(
            format!("{KILLS} kills during writes by {WRITERS} people: acknowledged writes"),
            format!("{} ({} applications)", report.acknowledged, report.applications),
            "–",
        ),
        Row::plain(
            "lost / doubled of them",
            format!("{} / {}", report.lost, report.doubled),
            "0 / 0",
        ),
        Row::plain(
            "under way at a kill: kept / not kept",
            format!("{} / {}", report.kept_unanswered, report.not_kept_unanswered),
            "–",
        ),
    ])
}

/// What is killed, where and how often.
pub struct Trial<'a> {
    pub project: &'a Project,
    pub binary: PathBuf,
    /// Emptied first.
    pub folder: PathBuf,
    pub kills: usize,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Report {
    pub acknowledged: u64,
    pub applications: u64,
    pub lost: u64,
    pub doubled: u64,
    pub kept_unanswered: u64,
    pub not_kept_unanswered: u64,
}

/// Runs a trial; the log of the server lies beside its data.
///
/// # Errors
/// When the server cannot be started, or answers what a working server does not.
pub fn run(trial: &Trial<'_>) -> Outcome<Report> {
    let _ = std::fs::remove_dir_all(&trial.folder);
    std::fs::create_dir_all(&trial.folder).context(trial.folder.display())?;
    let emails: Vec<String> = (0..WRITERS)
        .map(|number| format!("writer-{number}@bench.hromada"))
        .collect();
    // The first start migrates and seeds.
    drop(trial.start()?);
    for email in &emails {
        trial.add_person(email)?;
    }
    let server = trial.start()?;
    let mut writers = emails
        .iter()
        .map(|email| Visitor::sign_in(server.address(), email, PASSWORD).map(Writer::new))
        .collect::<Outcome<Vec<_>>>()?;
    let mut chance = Chance(0x5eed);
    let mut running = Some(server);
    for kill in 1..=trial.kills {
        let server = match running.take() {
            Some(server) => server,
            None => trial.start()?,
        };
        let address = server.address();
        thread::scope(|scope| -> Outcome {
            let writing: Vec<_> = writers
                .iter_mut()
                .map(|writer| scope.spawn(move || writer.write_until_cut(address)))
                .collect();
            thread::sleep(Duration::from_millis(30 + chance.below(220)));
            server.kill();
            for writer in writing {
                writer.join().map_err(|_| Failure::new("a writer panicked"))??;
            }
            Ok(())
        })?;
        if kill % KILLS_BETWEEN_LOOKS == 0 {
            let server = trial.start()?;
            for writer in &mut writers {
                writer.settle(server.address())?;
                writer.look_for_strangers(server.address())?;
            }
            running = Some(server);
        }
    }
    let server = match running.take() {
        Some(server) => server,
        None => trial.start()?,
    };
    let mut report = Report::default();
    for writer in &mut writers {
        writer.settle(server.address())?;
        writer.look_for_strangers(server.address())?;
        writer.audit(server.address(), &mut report)?;
    }
    numbers_are_unique(&writers, &mut report);
    Ok(report)
}

impl Trial<'_> {
    fn plan<'a>(&'a self, data: &'a Path, log: &'a Path) -> ServerPlan<'a> {
        ServerPlan {
            binary: &self.binary,
            data,
            log,
            database_url: None,
        }
    }

    fn start(&self) -> Outcome<Server> {
        let (data, log) = (self.folder.join("data"), self.folder.join("server.log"));
        Server::start(self.project, &self.plan(&data, &log))
    }

    fn add_person(&self, email: &str) -> Outcome {
        let (data, log) = (self.folder.join("data"), self.folder.join("server.log"));
        let mut child = self
            .plan(&data, &log)
            .command(self.project, "127.0.0.1:0")
            .args([
                "user",
                "add",
                "--email",
                email,
                "--name",
                "Особа Перша",
                "--password-stdin",
            ])
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::null())
            .spawn()
            .context("hromada user add")?;
        if let Some(mut input) = child.stdin.take() {
            std::io::Write::write_all(&mut input, format!("{PASSWORD}\n").as_bytes())
                .context("hromada user add")?;
        }
        let status = child.wait().context("hromada user add")?;
        if status.success() {
            Ok(())
        } else {
            Err(Failure::new(format!("hromada user add: {status}")))
        }
    }
}

/// A person who submits one application after another.
struct Writer {
    visitor: Visitor,
    draft: Option<Draft>,
    /// Acknowledged applications with their numbers, once these were read.
    ledger: BTreeMap<String, String>,
    acknowledged: u64,
    kept_unanswered: u64,
    not_kept_unanswered: u64,
    faults: Faults,
    /// Applications that the server shows and the ledger does not know.
    strangers: BTreeSet<String>,
}

#[derive(Clone, Copy, Default)]
struct Faults {
    lost: u64,
    doubled: u64,
}

/// A draft as far as the server has acknowledged it.
struct Draft {
    id: String,
    version: u64,
    /// Sections that are saved.
    saved: usize,
    /// A save or the submission was sent and not answered.
    is_unsure: bool,
}

/// How a request ended.
enum Sent {
    Answered(Answer),
    /// The server went away: the writer must stop and remember that it does not know.
    Cut,
}

impl Writer {
    fn new(visitor: Visitor) -> Self {
        Self {
            visitor,
            draft: None,
            ledger: BTreeMap::new(),
            acknowledged: 0,
            kept_unanswered: 0,
            not_kept_unanswered: 0,
            faults: Faults::default(),
            strangers: BTreeSet::new(),
        }
    }

    /// Writes until a request is not answered.
    fn write_until_cut(&mut self, server: SocketAddr) -> Outcome {
        while self.step(server)? {}
        Ok(())
    }

    /// Finishes the application that is under way.
    fn settle(&mut self, server: SocketAddr) -> Outcome {
        while self.draft.is_some() {
            if !self.step(server)? {
                return Err(Failure::new("the server went away though nobody killed it"));
            }
        }
        Ok(())
    }

    /// One write; says whether it was answered.
    fn step(&mut self, server: SocketAddr) -> Outcome<bool> {
        let Some(draft) = self.draft.take() else {
            return self.start(server);
        };
        match SECTIONS.get(draft.saved) {
            Some((section, answers)) => self.save(server, draft, section, answers),
            None => self.submit(server, draft),
        }
    }

    fn start(&mut self, server: SocketAddr) -> Outcome<bool> {
        let path = format!("/cabinet/services/{SERVICE}");
        let Sent::Answered(answer) = sent(self.visitor.post(server, &path, &[])) else {
            return Ok(false);
        };
        let id = part_after(answer.location(), "/cabinet/drafts/")
            .ok_or_else(|| unexpected("starting a draft", &answer))?;
        self.acknowledged += 1;
        self.draft = Some(Draft {
            id,
            version: 1,
            saved: 0,
            is_unsure: false,
        });
        Ok(true)
    }

    fn save(
        &mut self,
        server: SocketAddr,
        mut draft: Draft,
        section: &str,
        answers: &[(&str, &str)],
    ) -> Outcome<bool> {
        let answers: BTreeMap<&str, [&str; 1]> =
            answers.iter().map(|(field, value)| (*field, [*value])).collect();
        let body = json!({ "version": draft.version, "section": section, "answers": answers });
        let path = format!("/api/cabinet/drafts/{}", draft.id);
        let Sent::Answered(answer) = sent(self.visitor.post_json(server, &path, &body)) else {
            draft.is_unsure = true;
            self.draft = Some(draft);
            return Ok(false);
        };
        let was_unsure = std::mem::take(&mut draft.is_unsure);
        match answer.status {
            200 => {
                self.acknowledged += 1;
                self.not_kept_unanswered += u64::from(was_unsure);
            }
            // The save that nobody answered was kept: the draft is a version further than the ledger.
            409 if was_unsure => self.kept_unanswered += 1,
            // The draft is not as it was acknowledged: a save was lost, or came twice.
            409 => self.faults.lost += 1,
            _ => return Err(unexpected("saving a draft", &answer)),
        }
        draft.version += 1;
        draft.saved += 1;
        self.draft = Some(draft);
        Ok(true)
    }

    fn submit(&mut self, server: SocketAddr, mut draft: Draft) -> Outcome<bool> {
        let path = format!("/cabinet/drafts/{}/check", draft.id);
        let Sent::Answered(answer) = sent(self.visitor.post(server, &path, &[])) else {
            draft.is_unsure = true;
            self.draft = Some(draft);
            return Ok(false);
        };
        let id = part_after(answer.location(), "/cabinet/applications/")
            .ok_or_else(|| unexpected("submitting an application", &answer))?;
        self.acknowledged += 1;
        self.ledger.insert(id.clone(), String::new());
        // Who presses the button again gets the same application.
        if let Sent::Answered(again) = sent(self.visitor.post(server, &path, &[])) {
            let same = part_after(again.location(), "/cabinet/applications/");
            self.faults.doubled += u64::from(same.as_ref() != Some(&id));
            return Ok(true);
        }
        Ok(false)
    }

    /// Looks for applications that nobody has sent. The list shows the newest only, so it is looked at now and then.
    fn look_for_strangers(&mut self, server: SocketAddr) -> Outcome {
        let list = self.visitor.get(server, "/cabinet/applications")?;
        if list.status != 200 {
            return Err(unexpected("listing the applications", &list));
        }
        let shown = list.links();
        let shown = shown
            .iter()
            .filter_map(|link| part_after(link, "/cabinet/applications/"));
        self.strangers
            .extend(shown.filter(|id| !self.ledger.contains_key(id)));
        Ok(())
    }

    /// Looks for everything that was acknowledged.
    fn audit(&mut self, server: SocketAddr, report: &mut Report) -> Outcome {
        for (id, number) in &mut self.ledger {
            let page = self.visitor.get(server, &format!("/cabinet/applications/{id}"))?;
            match number_in(&page.text()).filter(|_| page.status == 200) {
                Some(found) => *number = found,
                None => self.faults.lost += 1,
            }
        }
        report.acknowledged += self.acknowledged;
        report.applications += self.ledger.len() as u64;
        report.lost += self.faults.lost;
        report.doubled += self.faults.doubled + self.strangers.len() as u64;
        report.kept_unanswered += self.kept_unanswered;
        report.not_kept_unanswered += self.not_kept_unanswered;
        Ok(())
    }
}

/// Two applications with one number would be one of them twice.
fn numbers_are_unique(writers: &[Writer], report: &mut Report) {
    let numbers: Vec<&String> = writers
        .iter()
        .flat_map(|writer| writer.ledger.values())
        .filter(|number| !number.is_empty())
        .collect();
    let different: BTreeSet<&String> = numbers.iter().copied().collect();
    report.doubled += (numbers.len() - different.len()) as u64;
}

/// The registration number on the page of an application: `S16-2026-000123`.
fn number_in(text: &str) -> Option<String> {
    let start = format!("{SERVICE}-");
    text.match_indices(&start).find_map(|(at, _)| {
        let rest = text.get(at..)?;
        let end = rest
            .find(|character: char| !(character.is_ascii_alphanumeric() || character == '-'))
            .unwrap_or(rest.len());
        let number = rest.get(..end)?;
        (number.matches('-').count() == 2).then(|| number.to_owned())
    })
}

/// The part of an address after a beginning, up to the next slash or question mark.
fn part_after(address: &str, beginning: &str) -> Option<String> {
    let rest = address.strip_prefix(beginning)?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    rest.get(..end).filter(|part| !part.is_empty()).map(str::to_owned)
}

fn sent(answer: Outcome<Answer>) -> Sent {
    answer.map_or(Sent::Cut, Sent::Answered)
}

fn unexpected(doing: &str, answer: &Answer) -> Failure {
    let text = answer.text();
    let begin: String = text.chars().take(300).collect();
    Failure::new(format!("{doing}: status {}: {begin}", answer.status))
}

/// Numbers without a pattern, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;

    use super::*;

    /// A server that shows two applications on its list and has the page of one of them.
    fn forgetful_server(requests: usize) -> SocketAddr {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            for stream in listener.incoming().take(requests) {
                let mut stream = stream.unwrap();
                let mut head = [0_u8; 4096];
                let length = stream.read(&mut head).unwrap();
                let head = String::from_utf8_lossy(&head[..length]).into_owned();
                let (status, body) = match head.split(' ').nth(1).unwrap() {
                    "/cabinet/applications" => (
                        200,
                        "<a href=\"/cabinet/applications/kept\">1</a><a href=\"/cabinet/applications/twice\">2</a>",
                    ),
                    "/cabinet/applications/kept" => (200, "<h1>S16-2026-000001</h1>"),
                    _ => (404, ""),
                };
                let answer = format!(
                    "HTTP/1.1 {status} OK\r\nContent-Length: {}\r\n\r\n{body}",
                    body.len()
                );
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
        address
    }

    fn writer_of(ids: &[&str]) -> Writer {
        let mut writer = Writer::new(Visitor::nobody());
        writer.ledger = ids.iter().map(|id| ((*id).to_owned(), String::new())).collect();
        writer
    }

    #[test]
    fn a_lost_and_a_doubled_application_are_found() {
        let mut writer = writer_of(&["kept", "lost"]);
        let mut report = Report::default();
        let server = forgetful_server(3);
        writer.look_for_strangers(server).unwrap();
        writer.audit(server, &mut report).unwrap();
        assert_eq!((report.applications, report.lost, report.doubled), (2, 1, 1));
    }

    #[test]
    fn one_number_for_two_applications_is_a_double() {
        let mut writer = writer_of(&["a", "b"]);
        for number in writer.ledger.values_mut() {
            *number = "S16-2026-000001".to_owned();
        }
        let mut report = Report::default();
        numbers_are_unique(&[writer], &mut report);
        assert_eq!(report.doubled, 1);
    }

    #[test]
    fn ids_and_numbers_are_found() {
        assert_eq!(
            part_after("/cabinet/applications/0199?submitted=1", "/cabinet/applications/"),
            Some("0199".to_owned())
        );
        assert_eq!(
            part_after("/cabinet/applications/", "/cabinet/applications/"),
            None
        );
        assert_eq!(
            number_in("<a href=\"/cabinet/services/S16\">S16-x</a> S16-2026-000123</h1>"),
            Some("S16-2026-000123".to_owned())
        );
    }
}
