/** {@code sip-verify sips}: probes of other servers over SIPS, from a shell. */
@NullMarked
package org.sipverify.app.cli.sips;

import org.jspecify.annotations.NullMarked;
