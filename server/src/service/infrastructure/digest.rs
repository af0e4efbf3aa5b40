//! Letters with the news of what people follow: one a day at most, and none without news.

use super::Infrastructure;
use domain::infrastructure::news::News;
use domain::job::ListMailJob;
use domain::link::encode;
use domain::time::MINUTE_MS;
use domain::{Actor, Language, ServiceError, ServiceResult, Timestamp};
use locales::{infrastructure as t, project as words};
use std::fmt::Write as _;
use storage::infrastructure::follow::{self, FollowerRow};
use storage::infrastructure::news::{self, Span};
use storage::people::person;

/// People that are read at a time.
const STEP: i64 = 100;
/// The most news that a letter tells; the page has the rest.
const MOST_IN_LETTER: u32 = 30;
/// A change bears the moment at which it began, and a large import is visible only when it has ended: letters leave the last
/// minutes to the next one.
const SETTLED_MS: i64 = 15 * MINUTE_MS;
/// The job runs soon after midnight; letters come with the morning.
const MORNING_HOUR: i8 = 8;

impl Infrastructure {
    pub(super) async fn digest(&self, actor: &Actor) -> ServiceResult<u64> {
        if *actor != Actor::System {
            return Err(ServiceError::Forbidden);
        }
        let now = self.desk.now();
        let until = now.plus_ms(-SETTLED_MS);
        let latest = {
            let mut connection = self.desk.database.read().await?;
            news::latest(&mut connection).await?
        };
        let (mut sent, mut after) = (0, None);
        loop {
            let people = {
                let mut connection = self.desk.database.read().await?;
                follow::wanting_letters(&mut connection, after, STEP).await?
            };
            let Some(last) = people.last() else {
                return Ok(sent);
            };
            after = Some(last.person);
            for follower in people {
                let is_due = follower
                    .pace
                    .is_due(self.day(follower.told_until.plus_ms(SETTLED_MS)), self.day(now));
                let has_news = latest > follower.told_until;
                if is_due && has_news && self.write_to(&follower, until, now).await? {
                    sent += 1;
                }
            }
        }
    }

    /// Queues the letter of one person; `false` when there is nothing to tell them.
    async fn write_to(
        &self,
        follower: &FollowerRow,
        until: Timestamp,
        now: Timestamp,
    ) -> ServiceResult<bool> {
        let mut connection = self.desk.database.read().await?;
        let followed = follow::of_person(&mut connection, follower.person).await?;
        let span = Span {
            after: follower.told_until,
            until,
        };
        let news = self
            .news_of_all(&mut connection, &followed, span, MOST_IN_LETTER + 1)
            .await?;
        let person = person::get(&mut connection, follower.person).await?;
        drop(connection);
        // Whose account is gone gets no letters.
        let (Some(person), false) = (person, news.is_empty()) else {
            return Ok(false);
        };
        let mut tx = self.desk.database.begin().await?;
        if !follow::told(tx.connection()?, follower, until).await? {
            return Ok(false);
        }
        let letter = letter(
            &self.desk.settings.origin,
            person.language,
            person.email,
            &follower.stop_key,
            &news,
        );
        let job = letter.queued(
            format!("mail:digest:{}:{}", follower.person, until.0),
            self.morning(now),
        );
        self.desk.enqueue(&mut tx, &job).await?;
        tx.commit_without_event("how far letters have told").await?;
        Ok(true)
    }

    /// Now, or the coming morning when it is night.
    fn morning(&self, now: Timestamp) -> Timestamp {
        let moment = jiff::Timestamp::from_millisecond(now.0).unwrap_or_default();
        let wall = moment.to_zoned(self.desk.time_zone.clone());
        let morning = wall
            .date()
            .at(MORNING_HOUR, 0, 0, 0)
            .to_zoned(self.desk.time_zone.clone());
        match morning {
            Ok(morning) => now.max(Timestamp(morning.timestamp().as_millisecond())),
            Err(_) => now,
        }
    }
}

fn letter(origin: &str, language: Language, to: String, key: &str, news: &[News]) -> ListMailJob {
    let page = |path: &str| format!("{origin}{}{path}", language.prefix());
    let most = usize::try_from(MOST_IN_LETTER).unwrap_or(usize::MAX);
    let mut text = format!("{}\n", t::letter_lead(language));
    for news in news.iter().take(most) {
        let project = page(&format!(
            "/infrastructure/projects/{}{}",
            encode(news.project.as_str()),
            news.place()
        ));
        let _ = write!(
            text,
            "\n{}\n{}: {}\n{project}\n",
            news.title,
            words::news_kind(language, &news.what),
            words::news_text(language, &news.what),
        );
    }
    if news.len() > most {
        let _ = write!(text, "\n{}\n", t::letter_more(language));
    }
    let unsubscribe = page(&format!("/infrastructure/following/stop?key={}", encode(key)));
    let _ = write!(
        text,
        "\n{}\n{}\n\n{}\n{unsubscribe}\n",
        t::letter_page(language),
        page("/infrastructure/following"),
        t::letter_stop(language),
    );
    let count = i64::try_from(news.len().min(most)).unwrap_or(i64::MAX);
    ListMailJob {
        to,
        subject: t::letter_subject(language, count),
        text,
        unsubscribe,
    }
}
