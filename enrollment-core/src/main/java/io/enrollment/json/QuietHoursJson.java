package io.enrollment.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.enrollment.calendar.CandidateZones;
import io.enrollment.calendar.QuietHoursRule;
import io.enrollment.calendar.QuietHoursTable;
import io.enrollment.calendar.SendWindow;
import io.enrollment.calendar.TimeRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a table of quiet hours, read strictly.
 *
 * <pre>{@code
 * {"format": "enrollment-quiet-hours/1",
 *  "fallback": {"texts": {"daily": ["08:00-21:00"]}, "calls": {...}, "source": "..."},
 *  "strict":   {"texts": {"weekdays": ["09:00-20:00"], "saturday": [...]}, "calls": {...}, "source": "..."},
 *  "rules":    [{"country": "US", "region": "FL", "texts": {...}, "calls": {...}, "source": "...", "asOf": "2026-10-08"}],
 *  "unknown":  ["America/New_York"],
 *  "zones":    {"US": ["America/New_York"], "US-FL": ["America/New_York", "America/Chicago"]},
 *  "zonesSource": "..."}
 * }</pre>
 *
 * <p>Hours go by {@code daily}, {@code weekdays}, {@code weekend} or the name of a day; a day that is not named is closed.
 */
public final class QuietHoursJson {

    private static final String BUILT_IN = "/io/enrollment/calendar/quiet-hours.json";
    private static final String FORMAT = "enrollment-quiet-hours/1";
    private static final Set<String> MEMBERS =
            Set.of("format", "fallback", "strict", "rules", "unknown", "zones", "zonesSource");
    private static final Set<String> HOURS_MEMBERS = Set.of("texts", "calls", "source");
    private static final Set<String> RULE_MEMBERS = Set.of("country", "region", "texts", "calls", "source", "asOf");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<JsonFault> faults = new ArrayList<>();

    private QuietHoursJson() {}

    /** The table that the library ships: dated and sourced row by row, to be replaced when the law moves. */
    public static QuietHoursTable builtIn() {
        return BuiltIn.TABLE;
    }

    /**
     * Reads a table; the caller closes the stream.
     *
     * @throws InvalidDocumentException if the document is not a table of quiet hours, with every fault found
     * @throws UncheckedIOException if the stream cannot be read
     */
    public static QuietHoursTable read(InputStream json) {
        try {
            return new QuietHoursJson().table(MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw refused("", e.getOriginalMessage(), "be one JSON document", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private QuietHoursTable table(JsonNode root) {
        checkMembers(root, "", MEMBERS);
        String format = text(root, "/format");
        if (!format.equals(FORMAT)) {
            throw refused("/format", format, "be " + FORMAT, null);
        }
        QuietHoursTable.Builder table = QuietHoursTable.builder();
        collect(() -> table.fallback(hours(root, "/fallback")));
        collect(() -> table.strict(hours(root, "/strict")));
        elements(root, "/rules").forEach((path, rule) -> collect(() -> table.addRule(rule(rule, path))));
        collect(() -> table.zones(candidateZones(root)));
        return faults.isEmpty() ? built("/rules", table::build) : failed();
    }

    private QuietHoursTable failed() {
        throw new InvalidDocumentException(faults);
    }

    private void collect(Runnable part) {
        try {
            part.run();
        } catch (InvalidDocumentException e) {
            faults.addAll(e.faults());
        }
    }

    private static QuietHoursTable.Hours hours(JsonNode root, String path) {
        JsonNode node = root.at(path);
        checkMembers(node, path, HOURS_MEMBERS);
        return new QuietHoursTable.Hours(window(node, path, "/texts"), window(node, path, "/calls"));
    }

    private static QuietHoursRule rule(JsonNode node, String path) {
        checkMembers(node, path, RULE_MEMBERS);
        String country = text(node, "/country", path);
        Optional<String> region = node.has("region") ? Optional.of(text(node, "/region", path)) : Optional.empty();
        SendWindow texts = window(node, path, "/texts");
        SendWindow calls = window(node, path, "/calls");
        String source = text(node, "/source", path);
        LocalDate asOf =
                parsed(path + "/asOf", text(node, "/asOf", path), "be a date like 2026-10-08", LocalDate::parse);
        return built(path, () -> new QuietHoursRule(country, region, texts, calls, source, asOf));
    }

    private static SendWindow window(JsonNode parent, String parentPath, String member) {
        String path = parentPath + member;
        Map<DayOfWeek, List<TimeRange>> week = new EnumMap<>(DayOfWeek.class);
        members(parent.at(member), path).forEach((name, ranges) -> {
            String place = path + "/" + name;
            for (DayOfWeek day : parsed(place, name, "be daily, weekdays, weekend or a day", QuietHoursJson::days)) {
                week.computeIfAbsent(day, d -> new ArrayList<>()).addAll(ranges(ranges, place));
            }
        });
        return SendWindow.ofDays(week);
    }

    private static Set<DayOfWeek> days(String name) {
        return switch (name) {
            case "daily" -> EnumSet.allOf(DayOfWeek.class);
            case "weekdays" -> EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
            case "weekend" -> EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
            default -> EnumSet.of(DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT)));
        };
    }

    private static List<TimeRange> ranges(JsonNode node, String path) {
        return texts(node, path, "be a range like 09:00-20:00", TimeRange::parse);
    }

    private static CandidateZones candidateZones(JsonNode root) {
        Map<String, List<ZoneId>> places = new LinkedHashMap<>();
        members(root.at("/zones"), "/zones")
                .forEach((place, zones) -> places.put(place, zones(zones, "/zones/" + place)));
        return new CandidateZones(places, zones(root.at("/unknown"), "/unknown"));
    }

    private static List<ZoneId> zones(JsonNode node, String path) {
        List<ZoneId> zones = texts(node, path, "be a time zone like America/Toronto", ZoneId::of);
        if (zones.isEmpty()) {
            throw refused(path, node, "have at least one time zone", null);
        }
        return zones;
    }

    private static <T> List<T> texts(JsonNode node, String path, String rule, Function<String, T> parse) {
        List<T> values = new ArrayList<>();
        elements(node, "", path)
                .forEach((place, element) -> values.add(parsed(place, text(element, "", place), rule, parse)));
        return values;
    }

    private static Map<String, JsonNode> elements(JsonNode root, String path) {
        return elements(root, path, path);
    }

    private static Map<String, JsonNode> elements(JsonNode root, String pointer, String path) {
        JsonNode array = root.at(pointer);
        if (!array.isArray()) {
            throw refused(path, array, "be an array", null);
        }
        Map<String, JsonNode> elements = new LinkedHashMap<>();
        array.forEach(element -> elements.put(path + "/" + elements.size(), element));
        return elements;
    }

    private static Map<String, JsonNode> members(JsonNode node, String path) {
        if (!node.isObject()) {
            throw refused(path, node, "be an object", null);
        }
        Map<String, JsonNode> members = new LinkedHashMap<>();
        node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    private static void checkMembers(JsonNode node, String path, Set<String> known) {
        List<JsonFault> unknown = members(node, path).keySet().stream()
                .filter(name -> !known.contains(name))
                .map(name -> new JsonFault(path + "/" + name, name, "be a known member"))
                .toList();
        if (!unknown.isEmpty()) {
            throw new InvalidDocumentException(unknown);
        }
    }

    private static String text(JsonNode root, String pointer) {
        return text(root, pointer, "");
    }

    private static String text(JsonNode node, String pointer, String path) {
        JsonNode value = node.at(pointer);
        if (!value.isTextual()) {
            throw refused(path + pointer, value, "be a text", null);
        }
        return value.textValue();
    }

    private static <T> T parsed(String path, String value, String rule, Function<String, T> parse) {
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw refused(path, value, rule, e);
        }
    }

    private static <T> T built(String path, Supplier<T> build) {
        try {
            return build.get();
        } catch (IllegalArgumentException e) {
            throw refused(path, Objects.toString(e.getMessage()), "fit together", e);
        }
    }

    private static InvalidDocumentException refused(String path, Object value, String rule, @Nullable Throwable cause) {
        InvalidDocumentException refusal =
                new InvalidDocumentException(List.of(new JsonFault(path, String.valueOf(value), rule)));
        if (cause != null) {
            refusal.initCause(cause);
        }
        return refusal;
    }

    /** Read once, when first asked for. */
    private static final class BuiltIn {

        static final QuietHoursTable TABLE = load();

        private static QuietHoursTable load() {
            try (InputStream json = Objects.requireNonNull(QuietHoursJson.class.getResourceAsStream(BUILT_IN))) {
                return read(json);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
