package io.enrollment.examples.cli;

import io.enrollment.spi.WidePause;
import io.enrollment.subject.ChannelKind;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a person does with channels. */
@Command(
        name = "channels",
        description = "Looks at the channels of the database of a quickstart, and pauses them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "The quickstart must not be running on the same folder.", HelpTexts.ENDING})
final class ChannelsCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    ChannelsCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    @Command(
            name = "list",
            description = "Lists the channels of messages, with their pauses.",
            mixinStandardHelpOptions = true)
    int list(@Mixin DeskOptions options) {
        try (Desk desk = Desk.open(options)) {
            TextTable table = new TextTable("CHANNEL", "STANDS STILL");
            List<WidePause> pauses = desk.enrollments().pauses().list();
            for (ChannelKind channel : List.of(ChannelKind.EMAIL, ChannelKind.TEXT)) {
                table.add(
                        channel,
                        PausedTexts.of(pauses.stream()
                                .filter(pause -> pause.isOf(channel))
                                .toList()));
            }
            table.print(Ui.of(spec.commandLine()));
        }
        return 0;
    }

    @Command(
            name = "pause",
            description = "Pauses a channel: its messages are held, everything else goes on.",
            mixinStandardHelpOptions = true)
    int pause(
            @Mixin DeskOptions options,
            @Parameters(paramLabel = "CHANNEL", description = "email or text.") ChannelKind channel) {
        ChannelKind kind = messages(channel);
        try (Desk desk = Desk.open(options)) {
            boolean changed = desk.enrollments().pauses().pauseChannel(kind, options.by());
            Ui.of(spec.commandLine()).print(kind + (changed ? "  paused" : "  was paused already"));
        }
        return 0;
    }

    @Command(
            name = "resume",
            description = "Ends the pause of a channel; the messages that it holds are due at once.",
            mixinStandardHelpOptions = true)
    int resume(
            @Mixin DeskOptions options,
            @Parameters(paramLabel = "CHANNEL", description = "email or text.") ChannelKind channel) {
        ChannelKind kind = messages(channel);
        try (Desk desk = Desk.open(options)) {
            long due = desk.enrollments().pauses().resumeChannel(kind, options.by());
            Ui.of(spec.commandLine()).print(kind + "  not paused, " + due + " messages due");
        }
        return 0;
    }

    private static ChannelKind messages(ChannelKind channel) {
        if (channel == ChannelKind.CALL) {
            throw new RefusedException("CHANNEL: \"call\" must be email or text");
        }
        return channel;
    }
}
