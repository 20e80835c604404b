package io.enrollment.imports;

import io.enrollment.subject.AttributeValue;
import io.enrollment.subject.ContactKind;
import io.enrollment.subject.ContactPoint;
import io.enrollment.subject.ContactState;
import io.enrollment.subject.OptOut;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.subject.SubjectType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Makes a subject of a row: the known columns by their meaning, every other one as an attribute. */
final class SubjectMapper {

    /** The columns with a meaning. */
    static final Set<String> COLUMNS = Set.of(
            "id",
            "type",
            "firstName",
            "lastName",
            "name",
            "email",
            "emailState",
            "phone",
            "phoneState",
            "country",
            "region",
            "timeZone",
            "locale",
            "deletedAt",
            "optOutAll");

    private static final Set<String> COUNTRIES = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

    private static final OptOut SINCE_EVER = OptOut.all(Instant.EPOCH);

    private SubjectMapper() {}

    static Subject map(Row row) {
        row.cells().forEach((column, value) -> checkText(row, column, value));
        Subject.Builder subject = Subject.builder();
        subject.id(id(row));
        Cells.constant(row, "type", SubjectType.class).ifPresent(subject::type);
        subject.firstName(row.text("firstName")).lastName(row.text("lastName")).name(row.text("name"));
        contact(row, ContactKind.EMAIL, "email").ifPresent(subject::addContactPoint);
        contact(row, ContactKind.PHONE, "phone").ifPresent(subject::addContactPoint);
        Optional<String> country = country(row);
        subject.country(country).region(region(row, country));
        subject.zone(Cells.zone(row, "timeZone")).locale(locale(row));
        subject.deletedAt(Cells.moment(row, "deletedAt", ZoneOffset.UTC));
        optOutAll(row).ifPresent(subject::addOptOut);
        row.cells().entrySet().stream()
                .filter(cell -> !COLUMNS.contains(cell.getKey()))
                .forEach(cell -> subject.putAttribute(cell.getKey(), cell.getValue()));
        return subject.build();
    }

    static SubjectId subjectId(Row row, String column) {
        return Cells.id(row, column, row.required(column), SubjectId::of);
    }

    private static SubjectId id(Row row) {
        return subjectId(row, "id");
    }

    /** Half a surrogate pair, which JSON can smuggle in, is no text and could not be stored; nor could NUL. */
    private static void checkText(Row row, String column, AttributeValue value) {
        boolean bad =
                value.toString().codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
        if (bad) {
            throw row.refusal(column, "be well-formed text without NUL");
        }
    }

    private static Optional<ContactPoint> contact(Row row, ContactKind kind, String column) {
        ContactState state =
                Cells.constant(row, column + "State", ContactState.class).orElse(ContactState.OK);
        if (kind == ContactKind.EMAIL && state == ContactState.DEACTIVATED) {
            throw row.refusal("emailState", "be one of OK, BOUNCED, SUPPRESSED");
        }
        return row.text(column).map(address -> {
            if (address.codePointCount(0, address.length()) > 1000) {
                throw row.refusal(column, "be at most 1000 code points");
            }
            return new ContactPoint(kind, address, state);
        });
    }

    private static Optional<String> country(Row row) {
        return Cells.stripped(row, "country").map(text -> {
            String code = text.toUpperCase(Locale.ROOT);
            if (!COUNTRIES.contains(code)) {
                throw row.refusal("country", "be an ISO 3166-1 alpha-2 code such as CA");
            }
            return code;
        });
    }

    private static Optional<String> region(Row row, Optional<String> country) {
        return Cells.stripped(row, "region").map(text -> {
            String whole = text.toUpperCase(Locale.ROOT);
            String prefix = country.map(c -> c + "-").orElse("");
            String code = whole.startsWith(prefix) ? whole.substring(prefix.length()) : whole;
            if (!code.matches("[A-Z0-9]{1,3}")) {
                throw row.refusal("region", "be an ISO 3166-2 code such as ON, or CA-ON with the country CA");
            }
            return code;
        });
    }

    private static Optional<Locale> locale(Row row) {
        return Cells.stripped(row, "locale")
                .map(text -> Cells.parsed(text.replace('_', '-'), SubjectMapper::locale)
                        .orElseThrow(() -> row.refusal("locale", "be a language tag such as fr-CA")));
    }

    private static Locale locale(String tag) {
        return new Locale.Builder().setLanguageTag(tag).build();
    }

    private static Optional<OptOut> optOutAll(Row row) {
        if (row.cells().get("optOutAll") instanceof AttributeValue.Bool bool) {
            return bool.value() ? Optional.of(SINCE_EVER) : Optional.empty();
        }
        Optional<String> text = Cells.stripped(row, "optOutAll");
        Optional<Boolean> truth = text.flatMap(Cells::truth);
        if (text.isEmpty() || truth.isPresent()) {
            return truth.filter(yes -> yes).map(yes -> SINCE_EVER);
        }
        return text.flatMap(since -> Moments.parse(since, ZoneOffset.UTC))
                .map(OptOut::all)
                .or(() -> {
                    throw row.refusal("optOutAll", "be one of " + Cells.TRUTHS + ", or the date or instant since when");
                });
    }
}
