package org.sipverify.app.cli.vcon;

import org.sipverify.app.cli.HelpOnCommand;
import picocli.CommandLine.Command;

/** {@code sip-verify vcon}: what people do with the record of a call. */
@Command(
        name = "vcon",
        description = {
            "Read, check and resend the vCons that calls left behind.",
            "A vCon is read as plain JSON, packed with gzip, or signed; directories are searched at any depth for *.vcon,"
                    + " *.vcon.gz and *.vcon.json. Whatever a file holds is made safe before it reaches the terminal."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            VconListCommand.class,
            VconShowCommand.class,
            VconLadderCommand.class,
            VconValidateCommand.class,
            VconVerifyCommand.class,
            VconDecryptCommand.class,
            VconRedeliverCommand.class,
            HelpOnCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, and nothing was found wrong",
            "1:a file is broken, not valid, or cannot be read or written",
            "2:a mistake in the command line or the configuration; the message says where"
        })
public final class VconCommand {}
