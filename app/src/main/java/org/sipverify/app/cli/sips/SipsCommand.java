package org.sipverify.app.cli.sips;

import org.sipverify.app.cli.HelpOnCommand;
import picocli.CommandLine.Command;

/** {@code sip-verify sips}: probes other servers. */
@Command(
        name = "sips",
        description = {
            "Probe another server over SIPS.",
            "Connects over TLS, sends one request, and prints the answer and the certificates that the server shows. Unlike"
                    + " the HTTP API it goes wherever you say."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SipsOptionsCommand.class,
            SipsRegisterCommand.class,
            SipsInviteCommand.class,
            SipsSubscribeCommand.class,
            HelpOnCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the server answered with success (2xx)",
            "1:it did not, or there was no answer; the output says why",
            "2:a mistake in the command line or the configuration; the message says where"
        })
public final class SipsCommand {}
