package org.sipverify.app.index;

import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sipverify.index.IndexListener;

/** Logs what somebody must know of the index, and has everything counted. */
public record IndexLog(IndexListener counted) implements IndexListener {
    private static final Logger LOG = LogManager.getLogger();

    @Override
    public void written(int rows) {
        counted.written(rows);
    }

    @Override
    public void lost(int rows) {
        counted.lost(rows);
    }

    @Override
    public void removed(int rows) {
        counted.removed(rows);
    }

    @Override
    public void failed(String why, boolean isFirst) {
        if (isFirst) {
            LOG.error("{}; calls go on, and their rows wait", why);
        }
        counted.failed(why, isFirst);
    }

    @Override
    public void recovered() {
        LOG.info("the index of calls can be written again");
        counted.recovered();
    }

    @Override
    public void bug(RuntimeException fault, int rows) {
        LOG.error("{} rows of the index are lost", rows, fault);
        counted.bug(fault, rows);
    }

    @Override
    public void damaged(Path setAside, String why) {
        LOG.error(
                "{}; it is now {}, and a new index is begun: \"sip-verify index rebuild\" fills it from the vCons",
                why,
                setAside);
        counted.damaged(setAside, why);
    }
}
