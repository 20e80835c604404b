package io.enrollment.examples.leads;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Generated leads as the three files that the commands read: leads, consents, history. Immutable. */
public final class LeadFiles {

    /** The name of the file of the leads themselves. */
    public static final String LEADS = "leads.csv";

    /** The name of the file of their consents. */
    public static final String CONSENTS = "consents.csv";

    /** The name of the file of their earlier enrollments. */
    public static final String HISTORY = "history.csv";

    private final List<Lead> leads;

    LeadFiles(List<Lead> leads) {
        this.leads = List.copyOf(leads);
    }

    /** The content of each file by its name. */
    public Map<String, String> contents() {
        Map<String, String> contents = new LinkedHashMap<>();
        contents.put(LEADS, csv(Lead.COLUMNS, leads.stream().map(Lead::row).toList()));
        contents.put(
                CONSENTS,
                csv(
                        Lead.CONSENT_COLUMNS,
                        leads.stream()
                                .flatMap(lead -> lead.consentRows().stream())
                                .toList()));
        contents.put(
                HISTORY,
                csv(
                        Lead.HISTORY_COLUMNS,
                        leads.stream()
                                .flatMap(lead -> lead.historyRows().stream())
                                .toList()));
        return contents;
    }

    /**
     * Writes the files into a folder, which is made when it does not exist.
     *
     * @return the files
     */
    public List<Path> write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<String, String> contents = contents();
        for (Map.Entry<String, String> file : contents.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        return contents.keySet().stream().map(folder::resolve).toList();
    }

    private static String csv(List<String> header, List<List<String>> rows) {
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(header);
            printer.printRecords(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
