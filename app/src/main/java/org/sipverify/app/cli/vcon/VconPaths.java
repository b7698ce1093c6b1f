package org.sipverify.app.cli.vcon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** Any number of vCons, and directories with vCons, that a command is about. */
@SuppressWarnings("FieldCanBeFinal") // the command line sets them
final class VconPaths {
    @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "vCons, or directories with vCons.")
    private List<Path> paths = new ArrayList<>();

    /** All of them; a mistake when one is not there. */
    List<Path> existing(VconOutput out) {
        out.mustExist(paths);
        return List.copyOf(paths);
    }
}
