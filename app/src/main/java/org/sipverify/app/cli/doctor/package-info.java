/** The command that looks for what keeps a server from working, and says what to do about it. */
@NullMarked
package org.sipverify.app.cli.doctor;

import org.jspecify.annotations.NullMarked;
