//! What a city edits without touching the program: service cards, courses and the profile of the map. Read once, at start.

use crate::adapters::document::Documents;
use crate::service::cabinet::catalogue::Catalogue;
use crate::service::infrastructure::{read_profile, read_synonyms};
use crate::service::learning::bank::Items;
use crate::service::learning::library::Library;
use crate::service::learning::training::TrainingShelf;
use crate::wiring::StartError;
use domain::infrastructure::profile::Profile;
use domain::learning::assessment::bank::Bank;
use domain::synonyms::Synonyms;
use std::path::Path;
use std::sync::Arc;

/// The content folder, read and held against its rules. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Content {
    pub catalogue: Arc<Catalogue>,
    pub library: Arc<Library>,
    pub bank: Arc<Bank>,
    pub training: Arc<TrainingShelf>,
    pub profile: Arc<Profile>,
    pub synonyms: Arc<Synonyms>,
    /// One for all slices: the fonts are read once.
    pub documents: Documents,
}

impl Content {
    /// Reads and checks everything.
    ///
    /// # Errors
    /// When a file cannot be read or breaks a rule; the text names file, line and rule.
    pub fn read(folder: &Path) -> Result<Self, StartError> {
        // Beside each other: the start waits for the longer of the two.
        let (library, items) = std::thread::scope(|scope| {
            let items = scope.spawn(|| Items::read(folder));
            (Library::read(folder), items.join())
        });
        let items = items.map_err(|_| StartError::Content("the items of the test".to_owned()))?;
        let (library, catalogue) = (library?, Catalogue::read(folder)?);
        Ok(Self {
            training: Arc::new(TrainingShelf::read(folder, &catalogue, &library)?),
            catalogue: Arc::new(catalogue),
            profile: Arc::new(read_profile(&folder.join("infrastructure/profile.yaml"))?),
            documents: Documents::in_content(folder),
            synonyms: Arc::new(read_synonyms(&folder.join("infrastructure/synonyms.yaml"))?),
            library: Arc::new(library),
            bank: Arc::new(items?.bank),
        })
    }
}
