//! What is told of many people tells nothing of one.

use crate::learning::assessment::picture::{Group, ROUNDED_TO, SMALLEST};
use proptest::prelude::*;

#[test]
fn few_people_are_told_of_by_no_number() {
    assert_eq!(Group::of([0; 4]), None);
    assert_eq!(Group::of([3, 3, 3, 0]), None);
    let all = Group::of([12, 41, 0, 20]).unwrap();
    assert_eq!(
        (all.people, all.levels),
        (75, [Some(10), Some(40), Some(0), Some(20)])
    );
}

#[test]
fn a_number_that_follows_from_the_others_is_held_back_too() {
    // 3 would follow from the sum; the nobody on the third level goes with it, and as 3 are still too few, 12 as well.
    let group = Group::of([3, 41, 0, 12]).unwrap();
    assert_eq!(group.levels, [None, Some(40), None, None]);
    let group = Group::of([3, 4, 5, 40]).unwrap();
    assert_eq!(group.levels, [None, None, None, Some(40)]);
    let group = Group::of([3, 4, 40, 50]).unwrap();
    assert_eq!(
        group.levels,
        [None, None, None, Some(50)],
        "3 and 4 together are too few"
    );
}

proptest! {
    #[test]
    fn nobody_is_found(counts in proptest::array::uniform4(0_u32..60)) {
        let Some(group) = Group::of(counts) else {
            prop_assert!(counts.iter().sum::<u32>() < SMALLEST);
            return Ok(());
        };
        let held_back: Vec<u32> = counts
            .into_iter()
            .zip(group.levels)
            .filter(|(_, told)| told.is_none())
            .map(|(count, _)| count)
            .collect();
        prop_assert!(held_back.len() != 1);
        prop_assert!(held_back.is_empty() || held_back.iter().sum::<u32>() >= SMALLEST);
        for (count, told) in counts.into_iter().zip(group.levels) {
            let Some(told) = told else { continue };
            prop_assert!(count == 0 || count >= SMALLEST);
            prop_assert!(told.is_multiple_of(ROUNDED_TO) && told.abs_diff(count) <= ROUNDED_TO / 2);
        }
    }
}
