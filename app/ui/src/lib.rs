//! The design system: components with their accessibility built in, and a gallery of every example.
//!
//! Texts come in as properties, never from a catalogue; nothing here knows the domain, the router or the server.
//! Every component renders on the server and works without a script. README.md lists them with their properties.

mod as_written;
pub mod assets;
mod avatar;
mod badge;
mod bar_chart;
mod breadcrumbs;
mod button;
mod card;
mod class;
mod description_list;
mod dialog;
mod disclosure;
mod error_summary;
mod field;
mod filter_bar;
pub mod gallery;
mod heading;
mod icon;
mod logo;
mod notice;
mod page_header;
mod pagination;
mod progress;
mod prose;
mod result_list;
mod search_box;
mod site_footer;
mod site_header;
mod skip_link;
mod skyline;
mod stat;
mod state;
mod stepper;
mod table;
mod tabs;
mod text;
mod timeline;
mod tone;
mod words;

pub use as_written::AsWritten;
pub use avatar::Avatar;
pub use badge::{Badge, Status, StatusBadge};
pub use bar_chart::{Bar, BarChart};
pub use breadcrumbs::{Breadcrumbs, Crumb};
pub use button::{Button, ButtonKind, ButtonLink, ButtonType};
pub use card::{Card, LinkCard};
pub use description_list::{DescriptionList, Detail};
pub use dialog::Dialog;
pub use disclosure::{Disclosure, Menu};
pub use error_summary::{ErrorSummary, FieldError, after_name, summary_line};
pub use field::{
    Checkbox, CheckboxGroup, Choice, DateField, FieldWidth, Fieldset, FileDrop, InputType, PasswordField,
    PasswordPurpose, RadioGroup, Select, TextArea, TextField,
};
pub use filter_bar::{Chip, FilterBar};
pub use heading::HeadingLevel;
pub use icon::{Icon, IconName};
pub use logo::Logo;
pub use notice::{Notice, Toast, ToastRegion};
pub use page_header::PageHeader;
pub use pagination::{PageItem, Pagination, pages_around};
pub use progress::{Meter, Progress};
pub use prose::{Prose, VisuallyHidden};
pub use result_list::{Fact, ResultItem, ResultList};
pub use search_box::SearchBox;
pub use site_footer::{FooterColumn, SiteFooter};
pub use site_header::{LanguageLink, NavItem, SiteHeader};
pub use skip_link::SkipLink;
pub use skyline::{Hero, Skyline};
pub use stat::Stat;
pub use state::{EmptyState, ErrorState, Skeleton, SkeletonShape};
pub use stepper::{Step, StepState, Stepper};
pub use table::{Column, Table};
pub use tabs::{Tab, Tabs};
pub use text::Text;
pub use timeline::{Timeline, TimelineEvent};
pub use tone::Tone;
pub use words::{Words, provide_words, words};

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    /// Renders a view as the server does.
    pub fn render<V: IntoView + 'static>(view: impl FnOnce() -> V) -> String {
        Owner::new().with(|| view().to_html())
    }
}
