package io.enrollment.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.EntryOrigin;
import io.enrollment.eligibility.Verdict;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stored form of what became of a candidate of a run, of which there are millions: what stands in columns beside it is
 * left out, and so is what is as usual; what the engine's own checks say over and over are numbers, see
 * {@link CandidateWords}. About a sixth of {@link EnrollmentResultJson}. Members and numbers that are not known come from a
 * newer version of the engine, and are passed over. Thread-safe.
 */
public final class CandidateResultJson {

    private static final int NANOS_PER_MICRO = 1000;

    /**
     * What stands in columns of its own.
     *
     * @param organization the tenant
     * @param plan the plan
     * @param subject who was judged
     * @param at when, to the microsecond before
     * @param refusal the headline reason of a refusal
     */
    public record Columns(
            OrganizationId organization, PlanId plan, SubjectId subject, Instant at, Optional<String> refusal) {}

    private CandidateResultJson() {}

    /** Writes, on one line, what {@link Columns} do not hold. */
    public static String write(EnrollmentResult result) {
        return JsonLine.of(json -> {
            json.put("id", result.id());
            json.number("v", result.version());
            json.put("ns", result.at().get(ChronoField.NANO_OF_SECOND) % NANOS_PER_MICRO);
            if (!result.eventKey().equals(EventKey.DEFAULT)) {
                json.put("key", result.eventKey());
            }
            if (result.purpose() != EntryPurpose.DEFAULT) {
                json.put("purpose", result.purpose());
            }
            if (result.origin() != EntryOrigin.RULE) {
                json.put("origin", result.origin());
            }
            json.put("e", result.enrollment());
            if (!result.warnings().isEmpty()) {
                json.texts("warnings", result.warnings());
            }
            json.array("c", checks -> result.checks().forEach(check -> write(checks, check)));
        });
    }

    private static void write(JsonLine json, CheckResult check) {
        Optional<Integer> number = CandidateWords.numberOf(check);
        if (number.isEmpty()) {
            json.appendObject(members -> CheckResults.members(members, check));
        } else if (isBare(check)) {
            json.append(number.get());
        } else {
            json.append(parts -> parts(parts, number.get(), check));
        }
    }

    private static boolean isBare(CheckResult check) {
        return check.evidence().isEmpty()
                && check.earliestPassAt().isEmpty()
                && check.wouldPassIf().isEmpty();
    }

    /** The number, the facts by turns with their names, then when it would pass and what would have to change. */
    private static void parts(JsonLine json, int number, CheckResult check) {
        json.append(number);
        json.append(facts -> check.evidence().forEach((name, fact) -> {
            word(facts, name);
            word(facts, fact);
        }));
        if (check.earliestPassAt().isPresent() || check.wouldPassIf().isPresent()) {
            json.append(check.earliestPassAt().map(StoredTimes::write).orElse(""));
        }
        check.wouldPassIf().ifPresent(fact -> word(json, fact));
    }

    private static void word(JsonLine json, String text) {
        CandidateWords.numberOf(text).ifPresentOrElse(json::append, () -> json.append(text));
    }

    /**
     * Reads what {@link #write} wrote, in this version or another.
     *
     * @throws IllegalArgumentException if it is no such text
     */
    public static EnrollmentResult read(String text, Columns columns) {
        return Compact.read(text, json -> {
            EnrollmentResult.Builder result = EnrollmentResult.builder();
            result.organization(columns.organization())
                    .plan(columns.plan())
                    .subject(columns.subject())
                    .at(columns.at())
                    .refusal(columns.refusal())
                    .eventKey(EventKey.DEFAULT)
                    .purpose(EntryPurpose.DEFAULT)
                    .origin(EntryOrigin.RULE);
            for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
                member(name, json, result, columns);
            }
            return result.build();
        });
    }

    private static void member(String name, JsonParser json, EnrollmentResult.Builder result, Columns columns)
            throws IOException {
        switch (name) {
            case "id" -> result.id(json.getText());
            case "v" -> result.version(json.getIntValue());
            case "ns" -> result.at(columns.at().plusNanos(json.getLongValue()));
            case "key" -> result.eventKey(EventKey.of(json.getText()));
            case "purpose" -> result.purpose(EntryPurpose.valueOf(json.getText()));
            case "origin" -> result.origin(EntryOrigin.valueOf(json.getText()));
            case "e" -> result.enrollment(EnrollmentId.of(json.getText()));
            case "warnings" -> result.warnings(Compact.texts(json, text -> text));
            case "c" -> result.verdict(checks(json));
            default -> json.skipChildren();
        }
    }

    private static Verdict checks(JsonParser json) throws IOException {
        List<CheckResult> checks = new ArrayList<>();
        Compact.list(json, CandidateResultJson::check).forEach(check -> check.ifPresent(checks::add));
        return new Verdict(checks);
    }

    private static Optional<CheckResult> check(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            return Optional.of(CheckResults.result(json));
        }
        boolean bare = json.currentToken() == JsonToken.VALUE_NUMBER_INT;
        if (!bare) {
            json.nextToken();
        }
        Optional<CheckResult.Builder> result =
                CandidateWords.finding(json.getIntValue()).map(CandidateWords.Finding::result);
        List<String> rest = bare ? List.of() : rest(json, result);
        rest.stream()
                .limit(1)
                .filter(at -> !at.isEmpty())
                .forEach(at -> result.ifPresent(check -> check.earliestPassAt(StoredTimes.instant(at))));
        rest.stream().skip(1).limit(1).forEach(fact -> result.ifPresent(check -> check.wouldPassIf(fact)));
        return result.map(CheckResult.Builder::build);
    }

    /** Puts the facts, and gives the texts behind them. */
    private static List<String> rest(JsonParser json, Optional<CheckResult.Builder> result) throws IOException {
        json.nextToken();
        List<String> words = Compact.list(json, CandidateResultJson::word);
        Map<String, String> facts = new LinkedHashMap<>();
        for (int i = 0; i + 1 < words.size(); i += 2) {
            facts.put(words.get(i), words.get(i + 1));
        }
        result.ifPresent(check -> check.evidence(facts));
        return Compact.list(json, CandidateResultJson::word);
    }

    private static String word(JsonParser json) throws IOException {
        boolean known = json.currentToken() == JsonToken.VALUE_NUMBER_INT;
        String word = known ? CandidateWords.word(json.getIntValue()) : json.getText();
        json.skipChildren();
        return word;
    }
}
