//! The log of applications: taking events in, signing the root, receipts and their check.

pub mod check;
pub mod merkle;

use super::Cabinet;
use crate::adapters::file_store::hex;
use crate::adapters::qr;
use crate::service::Desk;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use check::{hash, public, receipt_message, root_message, sign};
use domain::cabinet::receipt::{
    FORMAT, LogKey, Proof, Receipt, ReceiptCheck, ReceiptCode, ReceiptEvent, ReceiptFault, SignedRoot,
};
use domain::event::NewEvent;
use domain::id::{ApplicationId, EventId};
use domain::{Actor, ServiceError, ServiceResult, Timestamp};
use ed25519_dalek::SigningKey;
use merkle::{Hash, Node, Tree};
use serde::Serialize;
use std::ops::Range;
use storage::AnyConnection;
use storage::cabinet::log::{self, LoggedEvent, RootRow};

/// Subject of the events that tell of signed roots.
const SUBJECT: &str = "cabinet.log";
/// So many events are taken in with one change.
const STEP: i64 = 2_000;
/// The log page shows so many roots; each of them stays in the table.
const MOST_ROOTS: i64 = 100;

/// The row of an event as it is hashed: its members in this order, nothing left out. The data stay the text that was
/// stored. The 74 random bits of the id keep anybody from guessing a leaf by its hash.
#[derive(Serialize)]
struct Leaf<'a> {
    id: &'a str,
    at: i64,
    author_kind: &'a str,
    author_id: Option<&'a str>,
    on_behalf_of: Option<&'a str>,
    subject_kind: &'a str,
    subject_id: &'a str,
    subject_version: i64,
    kind: &'a str,
    reason: Option<&'a str>,
    data: &'a str,
}

fn content(event: &LoggedEvent) -> ServiceResult<String> {
    let leaf = Leaf {
        id: &event.id,
        at: event.at,
        author_kind: &event.author_kind,
        author_id: event.author_id.as_deref(),
        on_behalf_of: event.on_behalf_of.as_deref(),
        subject_kind: &event.subject_kind,
        subject_id: &event.subject_id,
        subject_version: event.subject_version,
        kind: &event.kind,
        reason: event.reason.as_deref(),
        data: &event.data,
    };
    serde_json::to_string(&leaf).map_err(|error| ServiceError::Internal(error.to_string()))
}

impl Cabinet {
    /// Takes in what happened up to now and signs the root, unless today's is signed. Only the program itself does.
    pub(super) async fn sign_todays_root(&self, actor: &Actor) -> ServiceResult<()> {
        if *actor != Actor::System {
            return Err(ServiceError::Forbidden);
        }
        let now = self.desk.now();
        let key = self.log_key.key(self.desk.random.as_ref()).map_err(broken_key)?;
        // What happens in this very millisecond belongs to today, too.
        self.take_in(now.plus_ms(1)).await?;
        let mut tx = self.desk.database.begin().await?;
        let size = log::size(tx.connection()?).await?;
        let tree = tree(tx.connection()?, size).await?;
        let Some(hash) = tree.root() else {
            // Nobody has applied for anything yet.
            return Ok(());
        };
        let mut root = SignedRoot {
            day: self.civil(now).date().to_string(),
            origin: self.desk.settings.origin.clone(),
            size,
            root: hex(&hash),
            signed_at: now.0,
            key: public(&key),
            signature: String::new(),
            grown: Vec::new(),
        };
        root.signature = sign(&key, &root_message(&root));
        let row = RootRow {
            day: root.day.clone(),
            origin: root.origin,
            size,
            hash: root.root.clone(),
            signed_at: now,
            key: root.key,
            signature: root.signature,
        };
        if !log::add_root(tx.connection()?, &row).await? {
            return Ok(());
        }
        let event = NewEvent {
            author: Actor::System.author(),
            on_behalf_of: None,
            subject_kind: SUBJECT,
            subject_id: root.day,
            subject_version: 1,
            kind: "cabinet.log.signed",
            reason: None,
            data: serde_json::json!({ "size": size, "root": root.root }),
        };
        self.desk.record(&mut tx, &event).await?;
        Ok(tx.commit().await?)
    }

    /// Makes waiting events leaves, step by step: a step that was kept is not done again.
    async fn take_in(&self, until: Timestamp) -> ServiceResult<()> {
        let mut last: Option<LoggedEvent> = None;
        loop {
            let mut tx = self.desk.database.begin().await?;
            let connection = tx.connection()?;
            let events = log::waiting(connection, last.as_ref(), until, STEP).await?;
            let size = log::size(connection).await?;
            let mut tree = tree(connection, size).await?;
            for event in &events {
                log::add_leaf(connection, tree.size(), &event.id).await?;
                for (node, hash) in tree.push(merkle::leaf(content(event)?.as_bytes())) {
                    log::add_node(connection, node.level, node.position, &hex(&hash)).await?;
                }
            }
            if events.is_empty() {
                return Ok(());
            }
            last = events.last().cloned();
            tx.commit_without_event("the log is made of events").await?;
        }
    }

    /// The receipt of an own application, signed now.
    pub(super) async fn own_receipt(&self, actor: &Actor, id: ApplicationId) -> ServiceResult<Receipt> {
        let mut connection = self.desk.database.read().await?;
        let row = self.readable(actor, &mut connection, id).await?;
        if actor.person_id() != Some(row.person) {
            return Err(ServiceError::NotFound);
        }
        let card = self.card_of(&mut connection, &row).await?;
        let root = log::roots(&mut connection, 1).await?.pop().map(signed_root);
        let size = root.as_ref().map_or(0, |root| root.size);
        let mut events = Vec::new();
        for (event, position) in log::of_application(&mut connection, &id.to_string()).await? {
            let proof = match position.filter(|position| *position < size) {
                None => None,
                Some(position) => Some(Proof {
                    position,
                    path: hashes(&mut connection, merkle::path(position, size)).await?,
                }),
            };
            events.push(ReceiptEvent {
                content: content(&event)?,
                proof,
            });
        }
        let key = self.signing_key()?;
        let mut receipt = Receipt {
            format: FORMAT.to_owned(),
            origin: self.desk.settings.origin.clone(),
            number: row.number,
            service: card.name.clone(),
            made_at: self.desk.now().rfc3339(),
            events,
            root,
            key: public(&key),
            signature: String::new(),
        };
        receipt.signature = sign(&key, &receipt_message(&receipt));
        Ok(receipt)
    }

    /// The code of an own application's receipt.
    pub(super) async fn code_of_receipt(
        &self,
        actor: &Actor,
        id: ApplicationId,
    ) -> ServiceResult<ReceiptCode> {
        let receipt = self.own_receipt(actor, id).await?;
        let mut address = format!("{}/cabinet/receipts", receipt.origin);
        if let Some(proof) = short(&receipt) {
            address.push('#');
            address.push_str(&proof);
        }
        let svg = qr::svg_of_much(&address).map_err(ServiceError::Internal)?;
        Ok(ReceiptCode { address, svg })
    }

    /// Checks a receipt by itself, then against the published roots and the records of now.
    pub(super) async fn hold_receipt_against_records(&self, content: &[u8]) -> ServiceResult<ReceiptCheck> {
        let (receipt, mut check) = check::check(content);
        let Some(receipt) = receipt else { return Ok(check) };
        let known = self.published_keys().await?;
        let is_known = |key: &str| known.iter().any(|known| known.key == key);
        let root_key = receipt.root.as_ref().map(|root| root.key.as_str());
        if !is_known(&receipt.key) || !root_key.is_none_or(is_known) {
            check.faults.push(ReceiptFault::UnknownKey);
        }
        let mut connection = self.desk.database.read().await?;
        if let Some(root) = &receipt.root
            && log::root_of_size(&mut connection, root.size, &root.root)
                .await?
                .is_none()
        {
            check.faults.push(ReceiptFault::UnknownRoot);
        }
        for event in &receipt.events {
            if !is_recorded(&mut connection, event).await? {
                check.faults.push(ReceiptFault::RecordDiffers);
                break;
            }
        }
        Ok(check)
    }

    /// The newest roots, each with the proof that it contains the one before.
    pub(super) async fn published_roots(&self) -> ServiceResult<Vec<SignedRoot>> {
        let mut connection = self.desk.database.read().await?;
        let rows = log::roots(&mut connection, MOST_ROOTS + 1).await?;
        let mut roots: Vec<SignedRoot> = rows.into_iter().map(signed_root).collect();
        let sizes: Vec<u64> = roots.iter().map(|root| root.size).collect();
        for (root, before) in roots.iter_mut().zip(sizes.into_iter().skip(1)) {
            root.grown = hashes(&mut connection, merkle::growth(before, root.size)).await?;
        }
        roots.truncate(usize::try_from(MOST_ROOTS).unwrap_or(usize::MAX));
        Ok(roots)
    }

    pub(super) async fn published_keys(&self) -> ServiceResult<Vec<LogKey>> {
        let own = self
            .log_key
            .existing()
            .map_err(broken_key)?
            .map(|key| public(&key));
        let mut connection = self.desk.database.read().await?;
        let others = log::keys(&mut connection).await?;
        let others = others.into_iter().filter(|key| own.as_ref() != Some(key));
        let mut keys: Vec<LogKey> = others
            .map(|key| LogKey {
                key,
                is_in_use: false,
            })
            .collect();
        if let Some(key) = own.clone() {
            keys.insert(0, LogKey { key, is_in_use: true });
        }
        Ok(keys)
    }

    /// The key under receipts. It is made with the first signature under the log, soon after the first start.
    fn signing_key(&self) -> ServiceResult<SigningKey> {
        self.log_key
            .existing()
            .map_err(broken_key)?
            .ok_or_else(|| ServiceError::Unavailable("the log has not been signed yet".to_owned()))
    }
}

/// What a look at the whole log found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audit {
    /// So many leaves, each as its row, and every root as its leaves.
    Whole(u64),
    /// The first thing that is wrong, in words for the operator.
    Broken(String),
}

/// Holds every leaf against its row, and every signed root against the leaves.
///
/// # Errors
/// When the database cannot be read.
pub async fn audit(desk: &Desk) -> ServiceResult<Audit> {
    let mut connection = desk.database.read().await?;
    let mut roots = log::roots(&mut connection, i64::MAX).await?;
    // The next to be reached is at the end.
    roots.sort_by_key(|root| std::cmp::Reverse(root.size));
    let mut tree = Tree::default();
    loop {
        let events = log::leaves(&mut connection, tree.size(), STEP).await?;
        if events.is_empty() {
            break;
        }
        for event in &events {
            let leaf = merkle::leaf(content(event)?.as_bytes());
            if log::node(&mut connection, 0, tree.size()).await? != Some(hex(&leaf)) {
                return Ok(Audit::Broken(format!(
                    "event {} of application {} was changed after it came into the log",
                    event.id, event.subject_id
                )));
            }
            tree.push(leaf);
            while let Some(root) = roots.pop_if(|root| root.size == tree.size()) {
                if let Some(fault) = fault_of_root(root, &tree) {
                    return Ok(Audit::Broken(fault));
                }
            }
        }
    }
    Ok(match roots.pop() {
        Some(root) => Audit::Broken(format!(
            "leaves are missing: the root of {} was signed over {}, and there are {}",
            root.day,
            root.size,
            tree.size()
        )),
        None => Audit::Whole(tree.size()),
    })
}

fn fault_of_root(root: RootRow, tree: &Tree) -> Option<String> {
    let root = signed_root(root);
    if tree.root().map(|hash| hex(&hash)).as_ref() != Some(&root.root) {
        return Some(format!("the root of {} is not that of the log", root.day));
    }
    let is_signed = check::is_signed(&root.key, &root_message(&root), &root.signature);
    (!is_signed).then(|| format!("the signature under the root of {} is wrong", root.day))
}

fn broken_key(error: std::io::Error) -> ServiceError {
    ServiceError::Internal(format!("the key of the log: {error}"))
}

/// Whether the record of an event is what a receipt says.
async fn is_recorded(connection: &mut AnyConnection, event: &ReceiptEvent) -> ServiceResult<bool> {
    #[derive(serde::Deserialize)]
    struct Named {
        id: EventId,
    }
    let Ok(named) = serde_json::from_str::<Named>(&event.content) else {
        return Ok(false);
    };
    match log::by_id(connection, named.id).await? {
        Some(row) => Ok(content(&row)? == event.content),
        None => Ok(false),
    }
}

/// The tree with its right edge as it is stored.
async fn tree(connection: &mut AnyConnection, size: u64) -> ServiceResult<Tree> {
    let mut edge = Vec::new();
    for node in merkle::subtrees(0..size) {
        edge.push(node_hash(connection, node).await?);
    }
    Ok(Tree::of(size, edge))
}

/// The hashes of ranges, as they are written.
async fn hashes(connection: &mut AnyConnection, ranges: Vec<Range<u64>>) -> ServiceResult<Vec<String>> {
    let mut hashes = Vec::with_capacity(ranges.len());
    for range in ranges {
        let mut parts = Vec::new();
        for node in merkle::subtrees(range) {
            parts.push(node_hash(connection, node).await?);
        }
        hashes.extend(merkle::fold(&parts).map(|hash| hex(&hash)));
    }
    Ok(hashes)
}

async fn node_hash(connection: &mut AnyConnection, node: Node) -> ServiceResult<Hash> {
    log::node(connection, node.level, node.position)
        .await?
        .as_deref()
        .and_then(hash)
        .ok_or_else(|| {
            ServiceError::Internal(format!(
                "the log has no hash at level {}, position {}",
                node.level, node.position
            ))
        })
}

fn signed_root(row: RootRow) -> SignedRoot {
    SignedRoot {
        day: row.day,
        origin: row.origin,
        size: row.size,
        root: row.hash,
        signed_at: row.signed_at.0,
        key: row.key,
        signature: row.signature,
        grown: Vec::new(),
    }
}

/// The newest proven event in a few hundred characters: version, number, leaf, position, path, then day, size, moment
/// and signature of the root; its hash follows from the path.
fn short(receipt: &Receipt) -> Option<String> {
    let root = receipt.root.as_ref()?;
    let event = receipt.events.iter().rev().find(|event| event.proof.is_some())?;
    let proof = event.proof.as_ref()?;
    let path: Option<Vec<Hash>> = proof.path.iter().map(|text| hash(text)).collect();
    let packed = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let signature = base64::engine::general_purpose::STANDARD
        .decode(&root.signature)
        .ok()?;
    Some(
        [
            "1".to_owned(),
            receipt.number.clone(),
            packed(&merkle::leaf(event.content.as_bytes())),
            proof.position.to_string(),
            packed(&path?.concat()),
            root.day.clone(),
            root.size.to_string(),
            root.signed_at.to_string(),
            packed(&signature),
        ]
        .join("."),
    )
}
