package io.enrollment.examples.input;

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
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Makes a subject of a row: the known columns by their meaning, every other one as an attribute. */
final class SubjectMapper {

    /** The columns with a meaning. */
    static final Set<String> COLUMNS = Set.of(
            "id", "type", "firstName", "lastName", "name", "email", "emailState", "phone", "phoneState", "country",
            "region", "timeZone", "locale", "deletedAt", "optOutAll");

    private static final Set<String> COUNTRIES = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

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
        String text = row.required(column);
        try {
            return SubjectId.of(text);
        } catch (IllegalArgumentException e) {
            throw row.refusal(column, "be 1 to 200 code points, not blank, without control characters");
        }
    }

    private static SubjectId id(Row row) {
        return subjectId(row, "id");
    }

    /** Half a surrogate pair, which JSON can smuggle in, is no text and could not be stored; nor could NUL. */
    private static void checkText(Row row, String column, AttributeValue value) {
        boolean bad = value.toString().codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
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
        return Cells.stripped(row, "locale").map(text -> {
            try {
                return new Locale.Builder().setLanguageTag(text.replace('_', '-')).build();
            } catch (IllformedLocaleException e) {
                throw row.refusal("locale", "be a language tag such as fr-CA");
            }
        });
    }

    private static Optional<OptOut> optOutAll(Row row) {
        if (row.cells().get("optOutAll") instanceof AttributeValue.Bool bool) {
            return bool.value() ? Optional.of(OptOut.all(Instant.EPOCH)) : Optional.empty();
        }
        return Cells.stripped(row, "optOutAll").flatMap(text -> Cells.truth(text)
                .map(yes -> yes ? Optional.of(OptOut.all(Instant.EPOCH)) : Optional.<OptOut>empty())
                .or(() -> Cells.moment(text, ZoneOffset.UTC).map(at -> Optional.of(OptOut.all(at))))
                .orElseThrow(() -> row.refusal("optOutAll", "be true, false, or the date or instant since when")));
    }
}
