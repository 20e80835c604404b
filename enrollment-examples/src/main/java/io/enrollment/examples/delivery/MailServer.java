package io.enrollment.examples.delivery;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A mail server within the process, on free ports of this machine: takes mail for everybody by SMTP, and gives it out by
 * IMAP to whoever logs in under the address. What it holds is gone with the process. Thread-safe.
 */
public final class MailServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final GreenMail server;

    private MailServer(GreenMail server) {
        this.server = server;
    }

    /** A server at work. */
    public static MailServer start() {
        ServerSetup[] setups = {
            new ServerSetup(0, HOST, ServerSetup.PROTOCOL_SMTP), new ServerSetup(0, HOST, ServerSetup.PROTOCOL_IMAP)
        };
        GreenMail server = new GreenMail(setups)
                .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        server.start();
        return new MailServer(server);
    }

    /** Where it listens. */
    public String host() {
        return HOST;
    }

    /** The port of SMTP. */
    public int smtpPort() {
        return server.getSmtp().getPort();
    }

    /** The port of IMAP. */
    public int imapPort() {
        return server.getImap().getPort();
    }

    /** The subject lines of the mail of one address, oldest first, read by IMAP. */
    public List<String> readBack(String address) throws MessagingException {
        Session session = Session.getInstance(new Properties());
        List<String> subjects = new ArrayList<>();
        try (Store store = session.getStore("imap")) {
            store.connect(HOST, imapPort(), address, "any");
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                for (Message message : inbox.getMessages()) {
                    subjects.add(String.valueOf(message.getSubject()));
                }
            }
        }
        return subjects;
    }

    @Override
    public void close() {
        server.stop();
    }
}
