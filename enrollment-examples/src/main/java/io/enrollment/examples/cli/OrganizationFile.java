package io.enrollment.examples.cli;

import io.enrollment.imports.InputException;
import io.enrollment.json.InvalidDocumentException;
import io.enrollment.json.OrganizationJson;
import io.enrollment.plan.Organization;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Reads an organization from a file. */
final class OrganizationFile {

    private OrganizationFile() {}

    static Organization read(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw InputException.file(file.toString(), "be a file that exists and can be read");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return OrganizationJson.read(in);
        } catch (InvalidDocumentException e) {
            throw PlanFile.refusal(file.toString(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The organization of a command line that names none. Where its systems are is not known, which counts as Canada. */
    static Organization example() {
        Organization.Builder organization = Organization.named("Example organization")
                .sentBy("Example organization, 1 Main St, Toronto, ON, Canada")
                .unsubscribeAt("https://example.com/unsubscribe");
        return organization.zone(ZoneOffset.UTC).build();
    }

    /** The same organization in another zone. */
    static Organization in(ZoneId zone, Organization organization) {
        Organization.Builder builder = Organization.builder();
        return builder.from(organization).zone(zone).build();
    }
}
