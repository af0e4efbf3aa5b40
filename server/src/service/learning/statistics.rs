//! How the items of the test do, for those who write them.

use super::Learning;
use domain::access::{Action, Scope, permit};
use domain::learning::assessment::analysis::statistics;
use domain::learning::assessment::view::ItemLine;
use domain::{Actor, ServiceResult};
use storage::learning::item_statistics;

impl Learning {
    pub(super) async fn item_lines(&self, actor: &Actor) -> ServiceResult<Vec<ItemLine>> {
        permit(actor, Action::ReadItemStatistics, Scope::COMMUNITY)?;
        let mut connection = self.desk.database.read().await?;
        let bins = item_statistics::bins(&mut connection).await?;
        let bank = &self.bank;
        Ok(bank
            .items()
            .iter()
            .filter_map(|item| {
                let (area, competence) = bank.framework.competence(&item.competence)?;
                let own = bins.get(item.code()).map(Vec::as_slice).unwrap_or_default();
                Some(ItemLine {
                    code: item.code().to_owned(),
                    area: area.title.clone(),
                    competence: competence.title.clone(),
                    competence_code: competence.code.clone(),
                    level: item.level,
                    difficulty: item.difficulty(),
                    statistics: statistics(own, bank.rules.cuts, bank.parameters(item.difficulty())),
                })
            })
            .collect())
    }
}
