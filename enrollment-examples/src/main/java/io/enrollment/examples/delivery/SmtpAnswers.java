package io.enrollment.examples.delivery;

import io.enrollment.enrollment.Outcome;
import jakarta.mail.MessagingException;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** What a mail server's refusal means (RFC 5321, 4.2.1): 5yz for good, 4yz for now; anything else cannot be told. */
final class SmtpAnswers {

    private SmtpAnswers() {}

    static Outcome outcome(MessagingException thrown) {
        for (Exception e = thrown; e != null; e = next(e)) {
            Optional<Integer> code = code(e);
            if (code.isPresent()) {
                return outcome(code.get());
            }
        }
        return new Outcome.Unknown("the connection broke: " + thrown.getClass().getSimpleName());
    }

    private static Outcome outcome(int code) {
        String message = "the mail server answered " + code;
        return switch (code / 100) {
            case 5 -> new Outcome.Rejected("SMTP_" + code, message);
            case 4 -> new Outcome.Failed("SMTP_" + code, message, Optional.empty());
            default -> new Outcome.Unknown(message);
        };
    }

    private static Optional<Integer> code(Exception e) {
        if (e instanceof SMTPAddressFailedException address) {
            return Optional.of(address.getReturnCode());
        }
        if (e instanceof SMTPSenderFailedException sender) {
            return Optional.of(sender.getReturnCode());
        }
        boolean wraps = e instanceof MessagingException m && m.getNextException() != null;
        return e instanceof SMTPSendFailedException send && !wraps
                ? Optional.of(send.getReturnCode())
                : Optional.empty();
    }

    private static @Nullable Exception next(Exception e) {
        return e instanceof MessagingException messaging ? messaging.getNextException() : null;
    }
}
