package io.enrollment.examples.cli;

import io.enrollment.eligibility.ContactAssessment;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.examples.quickstart.Quickstart;
import jakarta.mail.MessagingException;
import java.net.IDN;
import java.util.List;

/** Reads the mail of one person back from the mail server, by IMAP. */
final class ReadBack {

    private final Ui ui;
    private final Quickstart quickstart;

    ReadBack(Ui ui, Quickstart quickstart) {
        this.ui = ui;
        this.quickstart = quickstart;
    }

    void print(Enrollment enrollment) {
        quickstart
                .subject(enrollment.subject())
                .flatMap(subject -> ContactAssessment.of(subject).email().address())
                .ifPresent(this::print);
    }

    private void print(String address) {
        int at = address.lastIndexOf('@');
        String mailbox = address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
        try {
            List<String> lines = quickstart.mailServer().readBack(mailbox);
            if (lines.isEmpty()) {
                ui.print(
                        "IMAP   nothing for " + mailbox + " in this run; mail of earlier runs lies in the files above");
                return;
            }
            ui.print("IMAP   the mailbox of " + mailbox + ", read back:");
            lines.forEach(line -> ui.print("         " + line));
        } catch (MessagingException e) {
            ui.note("note: the mail could not be read back by IMAP: " + e.getMessage());
        }
    }
}
