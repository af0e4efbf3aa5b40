//! The Merkle tree of RFC 6962, section 2.1: roots, inclusion proofs, consistency proofs. Pure.
//!
//! Only complete subtrees are ever stored. Any other hash is folded from them, so a proof costs a few reads and an
//! append writes one new node on average besides its leaf.

use sha2::{Digest as _, Sha256};
use std::ops::Range;

pub type Hash = [u8; 32];

/// The hash of a leaf.
#[must_use]
pub fn leaf(content: &[u8]) -> Hash {
    Sha256::new()
        .chain_update([0])
        .chain_update(content)
        .finalize()
        .into()
}

/// The hash of an inner node.
#[must_use]
pub fn parent(left: &Hash, right: &Hash) -> Hash {
    Sha256::new()
        .chain_update([1])
        .chain_update(left)
        .chain_update(right)
        .finalize()
        .into()
}

/// A complete subtree: `1 << level` leaves from `position << level` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    pub level: u32,
    pub position: u64,
}

/// The complete subtrees that make up a range of leaves, from left to right. The range must be one that [`path`],
/// [`growth`] or a whole tree has, so that they begin where subtrees do.
#[must_use]
pub fn subtrees(range: Range<u64>) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut start = range.start;
    while start < range.end {
        let level = (range.end - start).ilog2();
        nodes.push(Node {
            level,
            position: start >> level,
        });
        start += 1 << level;
    }
    nodes
}

/// The hash of a range from the hashes of its subtrees; `None` of nothing.
#[must_use]
pub fn fold(subtrees: &[Hash]) -> Option<Hash> {
    let (last, rest) = subtrees.split_last()?;
    Some(rest.iter().rev().fold(*last, |right, left| parent(left, &right)))
}

/// The ranges whose hashes lead from a leaf to the root, from the leaf up.
#[must_use]
pub fn path(position: u64, size: u64) -> Vec<Range<u64>> {
    let (mut range, mut ranges) = (0..size, Vec::new());
    while range.end - range.start > 1 {
        let middle = range.start + half(range.end - range.start);
        if position < middle {
            ranges.push(middle..range.end);
            range.end = middle;
        } else {
            ranges.push(range.start..middle);
            range.start = middle;
        }
    }
    ranges.reverse();
    ranges
}

/// The ranges whose hashes show that the tree of `before` leaves is the beginning of the one of `size` leaves.
#[must_use]
pub fn growth(before: u64, size: u64) -> Vec<Range<u64>> {
    if before == 0 || before >= size {
        return Vec::new();
    }
    let (mut range, mut ranges, mut is_whole) = (0..size, Vec::new(), true);
    while range.end != before {
        let middle = range.start + half(range.end - range.start);
        if before <= middle {
            ranges.push(middle..range.end);
            range.end = middle;
        } else {
            ranges.push(range.start..middle);
            range.start = middle;
            is_whole = false;
        }
    }
    if !is_whole {
        ranges.push(range);
    }
    ranges.reverse();
    ranges
}

/// The largest power of two below a number of at least two.
const fn half(number: u64) -> u64 {
    1 << (number - 1).ilog2()
}

/// The root to which a leaf leads; `None` when the path does not fit the tree (RFC 9162, section 2.1.3.2).
#[must_use]
pub fn root_of(leaf: Hash, position: u64, size: u64, path: &[Hash]) -> Option<Hash> {
    if position >= size {
        return None;
    }
    let (mut place, mut last, mut root) = (position, size - 1, leaf);
    for sibling in path {
        if last == 0 {
            return None;
        }
        if place & 1 == 1 || place == last {
            root = parent(sibling, &root);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            root = parent(&root, sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(root)
}

/// Whether a tree only grew: from `before` leaves with one root to `size` leaves with another (RFC 9162, 2.1.4.2).
#[must_use]
pub fn is_grown(before: u64, old_root: &Hash, size: u64, root: &Hash, growth: &[Hash]) -> bool {
    if before == size {
        return growth.is_empty() && old_root == root;
    }
    if before == 0 || before > size {
        return before == 0 && growth.is_empty();
    }
    let mut hashes = growth.iter().copied();
    let first = if before.is_power_of_two() {
        Some(*old_root)
    } else {
        hashes.next()
    };
    let Some(first) = first else { return false };
    let (mut place, mut last) = (before - 1, size - 1);
    while place & 1 == 1 {
        place >>= 1;
        last >>= 1;
    }
    let (mut old, mut new) = (first, first);
    for sibling in hashes {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            old = parent(&sibling, &old);
            new = parent(&sibling, &new);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            new = parent(&new, &sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    last == 0 && old == *old_root && new == *root
}

/// A tree that grows: it remembers the complete subtrees at its right edge.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    size: u64,
    edge: Vec<Hash>,
}

impl Tree {
    /// The tree of so many leaves; `edge` are the hashes of `subtrees(0..size)`.
    #[must_use]
    pub const fn of(size: u64, edge: Vec<Hash>) -> Self {
        Self { size, edge }
    }

    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf, and gives every subtree that it makes complete, itself first.
    pub fn push(&mut self, leaf: Hash) -> Vec<(Node, Hash)> {
        let mut node = Node {
            level: 0,
            position: self.size,
        };
        let mut hash = leaf;
        let mut complete = vec![(node, hash)];
        while node.position & 1 == 1
            && let Some(left) = self.edge.pop()
        {
            hash = parent(&left, &hash);
            node = Node {
                level: node.level + 1,
                position: node.position >> 1,
            };
            complete.push((node, hash));
        }
        self.edge.push(hash);
        self.size += 1;
        complete
    }

    /// `None` of an empty tree.
    #[must_use]
    pub fn root(&self) -> Option<Hash> {
        fold(&self.edge)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adapters::file_store::hex;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn content(number: u64) -> Vec<u8> {
        format!("event {number}").into_bytes()
    }

    /// The definition of RFC 6962, word by word.
    fn defined(leaves: &[Hash]) -> Hash {
        match leaves {
            [one] => *one,
            _ => {
                let (left, right) = leaves.split_at(usize::try_from(half(leaves.len() as u64)).unwrap());
                parent(&defined(left), &defined(right))
            }
        }
    }

    fn grown(size: u64) -> (Vec<Hash>, BTreeMap<Node, Hash>, Tree) {
        let (mut tree, mut nodes, mut leaves) = (Tree::default(), BTreeMap::new(), Vec::new());
        for number in 0..size {
            let hash = leaf(&content(number));
            leaves.push(hash);
            nodes.extend(tree.push(hash));
        }
        (leaves, nodes, tree)
    }

    fn hashes(nodes: &BTreeMap<Node, Hash>, ranges: Vec<Range<u64>>) -> Vec<Hash> {
        ranges
            .into_iter()
            .map(|range| {
                let parts: Vec<Hash> = subtrees(range).iter().map(|node| nodes[node]).collect();
                fold(&parts).unwrap()
            })
            .collect()
    }

    #[test]
    fn the_hashes_are_those_of_the_test_vectors() {
        // Certificate transparency's own vectors: the leaf of nothing, and the tree of its first two leaves.
        assert_eq!(
            hex(&leaf(b"")),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
        assert_eq!(
            hex(&parent(&leaf(b""), &leaf(b"\0"))),
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
        );
    }

    proptest! {
        #[test]
        fn a_growing_tree_has_the_root_of_the_definition(size in 1_u64..200) {
            let (leaves, _, tree) = grown(size);
            prop_assert_eq!(tree.root(), Some(defined(&leaves)));
        }

        #[test]
        fn every_leaf_leads_to_the_root_and_nothing_else_does(size in 1_u64..130, choice in any::<u64>(), other in any::<u64>()) {
            let (leaves, nodes, tree) = grown(size);
            let position = choice % size;
            let path = hashes(&nodes, path(position, size));
            let of = |leaf, position| root_of(leaf, position, size, &path);
            let own = leaves[usize::try_from(position).unwrap()];
            prop_assert_eq!(of(own, position), tree.root());
            prop_assert_ne!(of(leaf(b"altered"), position), tree.root());
            let another = other % (size + 3);
            if another != position {
                prop_assert_ne!(of(own, another), tree.root());
            }
        }

        #[test]
        fn a_tree_that_grew_proves_it(before in 1_u64..100, more in 0_u64..100) {
            let size = before + more;
            let (_, nodes, tree) = grown(size);
            let old = grown(before).2.root().unwrap();
            let root = tree.root().unwrap();
            let growth = hashes(&nodes, growth(before, size));
            prop_assert!(is_grown(before, &old, size, &root, &growth));
            prop_assert!(!is_grown(before, &leaf(b"another"), size, &root, &growth));
            if more > 0 {
                prop_assert!(!is_grown(before, &old, size, &old, &growth));
            }
        }

        #[test]
        fn a_tree_goes_on_from_its_stored_edge(size in 0_u64..130) {
            let (_, nodes, mut tree) = grown(size);
            let edge: Vec<Hash> = subtrees(0..size).iter().map(|node| nodes[node]).collect();
            let mut again = Tree::of(size, edge);
            prop_assert_eq!(again.root(), tree.root());
            again.push(leaf(b"next"));
            tree.push(leaf(b"next"));
            prop_assert_eq!(again.root(), tree.root());
        }
    }
}
