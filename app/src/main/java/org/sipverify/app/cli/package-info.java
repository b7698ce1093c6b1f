/** One thin class per command: options and printing. */
@NullMarked
package org.sipverify.app.cli;

import org.jspecify.annotations.NullMarked;
