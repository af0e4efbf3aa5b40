use leptos::prelude::*;

use crate::{Text, assets};

/// Draws one icon of the sprite; decorative unless `label` gives it a meaning of its own.
#[component]
pub fn Icon(
    /// Which icon.
    name: IconName,
    /// What the icon says where no text stands beside it.
    #[prop(optional, into)]
    label: Text,
    /// Further classes, such as `icon--large`.
    #[prop(optional, into)]
    class: Text,
) -> impl IntoView {
    let href = format!("{}#{}", assets::icons_url(), name.symbol());
    let classes = class
        .get()
        .map_or_else(|| "icon".to_owned(), |class| format!("icon {class}"));
    let label = label.get();
    let role = label.is_some().then_some("img");
    let hidden = label.is_none().then_some("true");
    view! {
        <svg class=classes role=role aria-label=label aria-hidden=hidden focusable="false">
            <use href=href></use>
        </svg>
    }
}

macro_rules! icon_names {
    ($($(#[$doc:meta])* $variant:ident => $symbol:literal,)*) => {
        /// Every icon that the sprite holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum IconName {
            $($(#[$doc])* $variant,)*
        }

        impl IconName {
            /// All icons, in the order of the sprite.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The id of the icon's `<symbol>` in the sprite.
            pub const fn symbol(self) -> &'static str {
                match self {
                    $(Self::$variant => $symbol,)*
                }
            }
        }
    };
}

icon_names! {
    /// Trouble with one thing: an error at a field.
    AlertCircle => "circle-alert",
    /// A warning.
    AlertTriangle => "triangle-alert",
    /// Back.
    ArrowLeft => "arrow-left",
    /// Onwards.
    ArrowRight => "arrow-right",
    /// A certificate.
    Award => "award",
    /// Notifications.
    Bell => "bell",
    /// A lesson, a rulebook.
    BookOpen => "book-open",
    /// An organisation.
    Building => "building-2",
    /// Public transport.
    Bus => "bus",
    /// A date.
    Calendar => "calendar",
    /// A photo report.
    Camera => "camera",
    /// Done, chosen.
    Check => "check",
    /// Opens downwards.
    ChevronDown => "chevron-down",
    /// The previous page.
    ChevronLeft => "chevron-left",
    /// The next page.
    ChevronRight => "chevron-right",
    /// Closes upwards.
    ChevronUp => "chevron-up",
    /// A state: finished well.
    CircleCheck => "circle-check",
    /// A state: not yet begun.
    CircleDashed => "circle-dashed",
    /// A state: under way.
    CircleDot => "circle-dot",
    /// A state: suspended.
    CirclePause => "circle-pause",
    /// A state: refused.
    CircleX => "circle-x",
    /// Time, waiting.
    Clock => "clock",
    /// Closes or removes.
    Close => "x",
    /// Copies.
    Copy => "copy",
    /// Brings a file to the person.
    Download => "download",
    /// Water and sewers.
    Droplets => "droplets",
    /// Leads to another site.
    ExternalLink => "external-link",
    /// Shows.
    Eye => "eye",
    /// A document.
    FileText => "file-text",
    /// Narrows a list.
    Filter => "funnel",
    /// A report to a moderator.
    Flag => "flag",
    /// Languages.
    Globe => "globe",
    /// Learning.
    GraduationCap => "graduation-cap",
    /// Works, construction.
    Hammer => "hammer",
    /// Explains.
    Help => "circle-question-mark",
    /// The course of events.
    History => "history",
    /// The home page; a house.
    Home => "house",
    /// Identity.
    IdCard => "id-card",
    /// A picture.
    Image => "image",
    /// A staff queue.
    Inbox => "inbox",
    /// Neutral information.
    Info => "info",
    /// A secret, a passkey.
    Key => "key-round",
    /// The city, a public body.
    Landmark => "landmark",
    /// Map layers.
    Layers => "layers",
    /// Street lighting; an idea.
    Lightbulb => "lightbulb",
    /// A link.
    Link => "link",
    /// A list.
    List => "list",
    /// Locked.
    Lock => "lock",
    /// Mail.
    Mail => "mail",
    /// The map.
    Map => "map",
    /// A place.
    MapPin => "map-pin",
    /// A menu.
    Menu => "menu",
    /// A comment.
    Message => "message-square",
    /// Less.
    Minus => "minus",
    /// Dark theme.
    Moon => "moon",
    /// Further actions.
    More => "ellipsis",
    /// No connection.
    Offline => "wifi-off",
    /// An attached file.
    Paperclip => "paperclip",
    /// Edits.
    Pencil => "pencil",
    /// A telephone.
    Phone => "phone",
    /// Starts.
    Play => "play",
    /// More.
    Plus => "plus",
    /// Prints.
    Printer => "printer",
    /// A code to scan.
    QrCode => "qr-code",
    /// Reloads.
    Refresh => "refresh-cw",
    /// Sent back to the applicant.
    Returned => "corner-up-left",
    /// Roads and streets.
    Road => "route",
    /// Saves a draft.
    Save => "save",
    /// A decision, law.
    Scale => "scale",
    /// Searches.
    Search => "search",
    /// Sends.
    Send => "send",
    /// Settings.
    Settings => "settings",
    /// Protection of data.
    Shield => "shield",
    /// Signs in.
    SignIn => "log-in",
    /// Signs out.
    SignOut => "log-out",
    /// A favourite.
    Star => "star",
    /// Light theme.
    Sun => "sun",
    /// Deletes.
    Trash => "trash-2",
    /// Parks and trees.
    Tree => "tree-pine",
    /// Brings a file to the city.
    Upload => "upload",
    /// A person.
    User => "user",
    /// People.
    Users => "users",
    /// A vote.
    Vote => "vote",
    /// Money.
    Wallet => "wallet",
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPRITE: &str = include_str!("../../../style/icons/icons.svg");

    #[test]
    fn every_icon_has_its_symbol_in_the_sprite() {
        for icon in IconName::ALL {
            assert!(
                SPRITE.contains(&format!("id=\"{}\"", icon.symbol())),
                "{} is missing",
                icon.symbol()
            );
        }
    }

    #[test]
    fn sprite_holds_no_icon_without_a_name() {
        assert_eq!(SPRITE.matches("<symbol ").count(), IconName::ALL.len());
    }
}
