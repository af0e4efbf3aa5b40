//! The community's picture of digital skills.

use super::Learning;
use domain::learning::assessment::framework::Level;
use domain::learning::assessment::picture::{AreaPicture, Counts, Group, Picture};
use domain::{ServiceError, ServiceResult, Timestamp};
use storage::learning::picture::{self, LevelCount};

impl Learning {
    pub(super) async fn skills(&self) -> ServiceResult<Picture> {
        let until = self.month_began()?;
        let mut connection = self.desk.database.read().await?;
        let counts = picture::counts(&mut connection, until).await?;
        let areas = self.bank.framework.areas.iter();
        Ok(Picture {
            until,
            overall: Group::of(of_area(&counts, None)),
            areas: areas
                .map(|area| AreaPicture {
                    code: area.code.clone(),
                    title: area.title.clone(),
                    group: Group::of(of_area(&counts, Some(&area.code))),
                })
                .collect(),
        })
    }

    /// The beginning of this month on the clock of the community.
    fn month_began(&self) -> ServiceResult<Timestamp> {
        let outside = |error: jiff::Error| ServiceError::Internal(format!("the calendar: {error}"));
        let now = jiff::Timestamp::from_millisecond(self.desk.now().0).map_err(outside)?;
        let today = now.to_zoned(self.desk.time_zone.clone()).date();
        let first = today.first_of_month().to_zoned(self.desk.time_zone.clone());
        Ok(Timestamp(first.map_err(outside)?.timestamp().as_millisecond()))
    }
}

fn of_area(counts: &[LevelCount], area: Option<&String>) -> Counts {
    Level::ALL.map(|level| {
        let own = counts
            .iter()
            .filter(|count| count.area.as_ref() == area && count.level == level);
        own.map(|count| count.people).sum()
    })
}
