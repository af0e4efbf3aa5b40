//! The next question: as telling as can be, from every area alike, and not the same ones for everybody.

use super::bank::{Bank, BankItem};
use super::estimate::Estimate;
use crate::learning::exercise::split_mix;
use std::collections::BTreeSet;

/// One of so many best questions is asked, so that no question is asked too often.
const BEST: usize = 5;
/// How far the first question may be from the wanted difficulty, in logits.
const FIRST_WITHIN: f64 = 0.25;
/// Information that differs by less is the same.
const SAME: f64 = 1e-9;

/// The next item after those that were asked, or `None` when every one was. `seen` are items that the person knows from
/// earlier tests: they come last. `random` is any number.
#[must_use]
pub fn next<'a>(
    bank: &'a Bank,
    asked: &[&str],
    seen: &BTreeSet<String>,
    estimate: Estimate,
    random: u64,
) -> Option<&'a BankItem> {
    let open: Vec<&BankItem> = bank
        .items()
        .iter()
        .filter(|item| !asked.contains(&item.code()))
        .collect();
    let fresh: Vec<&BankItem> = open
        .iter()
        .filter(|item| !seen.contains(item.code()))
        .copied()
        .collect();
    let open = if fresh.is_empty() { open } else { fresh };
    let best = if asked.is_empty() {
        near(&open, bank.rules.first_difficulty)
    } else {
        most_telling(bank, balanced(bank, &open, asked), estimate)
    };
    let mut state = random;
    let count = u64::try_from(best.len()).ok().filter(|count| *count > 0)?;
    let index = usize::try_from(split_mix(&mut state) % count).ok()?;
    best.get(index).copied()
}

/// Items of about one difficulty; the nearest when there are none.
fn near<'a>(open: &[&'a BankItem], difficulty: f64) -> Vec<&'a BankItem> {
    let distance = |item: &BankItem| (item.difficulty() - difficulty).abs();
    let nearest = open
        .iter()
        .map(|item| distance(item))
        .fold(f64::INFINITY, f64::min);
    open.iter()
        .filter(|item| distance(item) <= nearest.max(FIRST_WITHIN))
        .copied()
        .collect()
}

/// Items of the areas that were asked least, and of their competences that were asked least.
fn balanced<'a>(bank: &'a Bank, open: &[&'a BankItem], asked: &[&str]) -> Vec<&'a BankItem> {
    let asked: Vec<&BankItem> = asked.iter().filter_map(|code| bank.item(code)).collect();
    let in_area = |item: &BankItem| asked.iter().filter(|one| one.area == item.area).count();
    let in_competence = |item: &BankItem| {
        asked
            .iter()
            .filter(|one| one.competence == item.competence)
            .count()
    };
    let least = |items: &[&'a BankItem], count: &dyn Fn(&BankItem) -> usize| -> Vec<&'a BankItem> {
        let fewest = items.iter().map(|item| count(item)).min();
        items
            .iter()
            .filter(|item| Some(count(item)) == fewest)
            .copied()
            .collect()
    };
    least(&least(open, &in_area), &in_competence)
}

/// The items that tell most about somebody of this ability, and whatever tells as much as the last of them.
fn most_telling<'a>(bank: &Bank, items: Vec<&'a BankItem>, estimate: Estimate) -> Vec<&'a BankItem> {
    let mut ranked: Vec<(f64, &BankItem)> = items
        .into_iter()
        .map(|item| {
            (
                bank.parameters(item.difficulty()).information(estimate.ability),
                item,
            )
        })
        .collect();
    ranked.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let last = ranked.get(BEST - 1).map_or(0.0, |(information, _)| *information);
    ranked
        .into_iter()
        .take_while(|(information, _)| *information >= last - SAME)
        .map(|(_, item)| item)
        .collect()
}
