package io.enrollment.imports;

import io.enrollment.eligibility.PastEnrollment;
import io.enrollment.subject.Consent;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * Reads a list of subjects, and beside it their consents and earlier enrollments, whole before anything is done with it.
 * Not thread-safe; made for one reading.
 */
public final class SubjectListReader {

    private final ZoneId zone;
    private final Skipped skipped = new Skipped();
    private final ReadRows reading;
    private final Map<SubjectId, Subject> subjects = new LinkedHashMap<>();
    private final Map<SubjectId, Long> lines = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private Map<SubjectId, List<Consent>> consents = Map.of();
    private Map<SubjectId, List<PastEnrollment>> past = Map.of();
    private long strangers;

    /**
     * A reader.
     *
     * @param zone the zone of dates without one in the consent and history files: the organization's
     * @param lenient whether bad rows are passed over and counted
     */
    public SubjectListReader(ZoneId zone, boolean lenient) {
        this.zone = zone;
        this.reading = new ReadRows(lenient, skipped);
    }

    /**
     * Reads files.
     *
     * @throws InputException if one of them is refused
     */
    public SubjectList read(Path subjectFile, Optional<Path> consentFile, Optional<Path> historyFile) {
        readSubjects(subjectFile.toString(), ImportSource.file(subjectFile));
        consentFile.ifPresent(file -> readConsents(file.toString(), ImportSource.file(file)));
        historyFile.ifPresent(file -> readHistory(file.toString(), ImportSource.file(file)));
        return result();
    }

    /** Reads resources of the jar: leads, their consents and their history. */
    public SubjectList readResources(Class<?> home, String subjectFile, String consentFile, String historyFile) {
        readSubjects(subjectFile, resource(home, subjectFile));
        readConsents(consentFile, resource(home, consentFile));
        readHistory(historyFile, resource(home, historyFile));
        return result();
    }

    private static ImportSource resource(Class<?> home, String name) {
        return () -> Optional.ofNullable(home.getResourceAsStream(name))
                .orElseThrow(() -> InputException.file(name, "be a resource of the jar"));
    }

    private void readSubjects(String name, ImportSource source) {
        Rows rows = Lists.csvOrJson(name, source);
        if (!rows.columns().isEmpty()) {
            requireColumns(name, rows.columns(), Set.of("id"));
            notes.addAll(Lookalikes.notes(name, rows.columns()));
        }
        List<Long> blanks = new ArrayList<>();
        reading.forEach(rows, row -> addSubject(row, blanks));
        noteBlanks(name, blanks);
        if (rows.columns().isEmpty() && subjects.isEmpty() && skipped.count() == 0) {
            throw InputException.file(name, "have at least one object");
        }
        if (subjects.isEmpty() && skipped.count() == 0) {
            notes.add(name + ": there is a header and nobody below it");
        }
    }

    private void addSubject(Row row, List<Long> blanks) {
        Subject subject = SubjectMapper.map(row);
        Long earlier = lines.putIfAbsent(subject.id(), row.line());
        if (earlier != null) {
            throw row.refusal("id", "be unique in the file; it stands in line " + earlier + " as well");
        }
        subjects.put(subject.id(), subject);
        if (hasOuterBlanks(subject.id().value())) {
            blanks.add(row.line());
        }
    }

    private static boolean hasOuterBlanks(String id) {
        return isBlank(id.codePointAt(0)) || isBlank(id.codePointBefore(id.length()));
    }

    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    private void readConsents(String name, ImportSource source) {
        consents = table(name, source, ConsentMapper.COLUMNS, ConsentMapper.REQUIRED, ConsentMapper::map);
    }

    private void readHistory(String name, ImportSource source) {
        past = table(name, source, HistoryMapper.COLUMNS, HistoryMapper.REQUIRED, HistoryMapper::map);
    }

    private <T> Map<SubjectId, List<T>> table(
            String name, ImportSource source, Set<String> known, Set<String> required, BiFunction<Row, ZoneId, T> map) {
        Rows rows = Lists.csv(name, source);
        refuseUnknown(name, rows.columns(), known);
        requireColumns(name, rows.columns(), required);
        Map<SubjectId, List<T>> entries = new HashMap<>();
        reading.forEach(rows, row -> {
            SubjectId subject = SubjectMapper.subjectId(row, "subject");
            T entry = map.apply(row, zone);
            if (subjects.containsKey(subject)) {
                entries.computeIfAbsent(subject, id -> new ArrayList<>()).add(entry);
            } else {
                strangers++;
            }
        });
        return entries;
    }

    private SubjectList result() {
        List<Subject> complete = subjects.values().stream()
                .map(subject -> consents.containsKey(subject.id()) ? withConsents(subject) : subject)
                .toList();
        return new SubjectList(complete, past, strangers, notes, skipped);
    }

    private Subject withConsents(Subject subject) {
        Subject.Builder builder = Subject.builder();
        builder.from(subject);
        builder.addAllConsents(consents.getOrDefault(subject.id(), List.of()));
        return builder.build();
    }

    /** Texts are compared by their bytes: who is "42 " here and "42" elsewhere is two people. */
    private void noteBlanks(String name, List<Long> lines) {
        if (!lines.isEmpty()) {
            notes.add(name + ": " + lines.size()
                    + " ids begin or end with blanks, which belong to them, the first in line " + lines.get(0));
        }
    }

    private static void requireColumns(String name, List<String> columns, Set<String> required) {
        for (String column : new TreeSet<>(required)) {
            if (!columns.contains(column)) {
                throw InputException.at(
                        name, 1, column, String.join(", ", columns), "have this column, as it is written here");
            }
        }
    }

    private static void refuseUnknown(String name, List<String> columns, Set<String> known) {
        for (String column : columns) {
            if (!known.contains(column)) {
                String rule = "be one of " + String.join(", ", new TreeSet<>(known));
                throw InputException.at(name, 1, column, column, rule);
            }
        }
    }
}
