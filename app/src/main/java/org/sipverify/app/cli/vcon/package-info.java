/** The commands of {@code sip-verify vcon}. */
@NullMarked
package org.sipverify.app.cli.vcon;

import org.jspecify.annotations.NullMarked;
