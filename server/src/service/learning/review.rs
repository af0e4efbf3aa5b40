//! Review cards: what is for today, and what the learner said.

use super::Learning;
use domain::learning::course::{Course, LessonPath};
use domain::learning::progress::Progress;
use domain::learning::review::{Card, CardPath, Day, History, Review, cards_of_today};
use domain::learning::view::{CardView, ReviewView};
use domain::{Actor, ServiceError, ServiceResult};
use serde_json::json;
use storage::AnyConnection;
use storage::learning::learner::LearnerRow;
use storage::learning::{learner, progress, review};

impl Learning {
    pub(super) async fn review_view(&self, actor: &Actor, device: Option<&str>) -> ServiceResult<ReviewView> {
        let mut connection = self.desk.database.read().await?;
        let Some(learner) = self.known_learner(&mut connection, actor, device).await? else {
            return Ok(ReviewView {
                card: None,
                left: 0,
                has_cards: false,
            });
        };
        let progress = progress::all(&mut connection, learner.id).await?;
        let history = review::all(&mut connection, learner.id).await?;
        let cards = self.cards();
        let today = cards_of_today(&cards, &progress, &history, self.day());
        Ok(ReviewView {
            left: u32::try_from(today.len()).unwrap_or(u32::MAX),
            has_cards: cards.iter().any(|(path, card)| is_open(path, card, &progress)),
            card: today.first().and_then(|(path, card)| self.card_view(path, card)),
        })
    }

    fn card_view(&self, path: &CardPath, card: &Card) -> Option<CardView> {
        let lesson_path = LessonPath::new(&path.course, &path.module, &card.lesson);
        let lesson = self.library.lesson(&lesson_path).ok()?;
        Some(CardView {
            path: path.clone(),
            front: card.front.clone(),
            back: card.back.clone(),
            lesson: lesson.lesson.title(),
            lesson_path,
        })
    }

    pub(super) async fn keep_review(
        &self,
        actor: &Actor,
        device: Option<&str>,
        path: &CardPath,
        knows: bool,
    ) -> ServiceResult<()> {
        let cards = self.cards();
        let (_, card) = cards
            .iter()
            .find(|(known, _)| known == path)
            .ok_or(ServiceError::NotFound)?;
        let mut tx = self.desk.database.begin().await?;
        // Cards come of finished lessons, so there is a learner.
        let known = self.known_learner(tx.connection()?, actor, device).await?;
        let mut learner: LearnerRow = known.ok_or(ServiceError::NotFound)?;
        learner.version = learner::next_version(tx.connection()?, learner.id).await?;
        let progress = progress::all(tx.connection()?, learner.id).await?;
        if !is_open(path, card, &progress) {
            return Err(ServiceError::NotFound);
        }
        let answer = Review {
            day: self.day(),
            knows,
        };
        let now = self.desk.now();
        if !review::insert(tx.connection()?, learner.id, path, answer, now).await? {
            return Ok(());
        }
        let data = json!({ "card": path.to_string(), "knows": knows });
        self.tell(&mut tx, actor, &learner, "learning.card.reviewed", data)
            .await?;
        Ok(tx.commit().await?)
    }

    /// How many cards are for today. One query.
    pub(super) async fn cards_today(
        &self,
        connection: &mut AnyConnection,
        learner: &LearnerRow,
        progress: &Progress,
    ) -> ServiceResult<u32> {
        let history: History = review::all(connection, learner.id).await?;
        let count = cards_of_today(&self.cards(), progress, &history, self.day()).len();
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    fn cards(&self) -> Vec<(CardPath, Card)> {
        let cards = self.library.courses.iter().flat_map(Course::cards);
        cards.map(|(path, card)| (path, card.clone())).collect()
    }

    /// Today in the community's zone.
    fn day(&self) -> Day {
        let now = jiff::Timestamp::from_millisecond(self.desk.now().0).unwrap_or_default();
        let today = self.desk.time_zone.to_datetime(now).date();
        let epoch = jiff::civil::date(1970, 1, 1);
        i64::from((today - epoch).get_days())
    }
}

fn is_open(path: &CardPath, card: &Card, progress: &Progress) -> bool {
    let lesson = LessonPath::new(&path.course, &path.module, &card.lesson);
    progress
        .get(&lesson)
        .is_some_and(|lesson| lesson.finished_at.is_some())
}
