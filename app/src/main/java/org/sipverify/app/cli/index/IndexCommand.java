package org.sipverify.app.cli.index;

import org.sipverify.app.cli.HelpOnCommand;
import picocli.CommandLine.Command;

/** {@code sip-verify index}: what people do with the index of calls. */
@Command(
        name = "index",
        description = {
            "Search the calls that the server has had, and mend their index.",
            "The index has a row for each call, and for each INVITE that was refused before it was one. It is where"
                    + " index.file says; the server may run meanwhile."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            IndexSearchCommand.class,
            IndexRebuildCommand.class,
            IndexForgetCommand.class,
            HelpOnCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the index, or a vCon, cannot be read or written",
            "2:a mistake in the command line or the configuration; the message says where"
        })
public final class IndexCommand {}
