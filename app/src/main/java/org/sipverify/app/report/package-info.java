/** What the audit says of many calls together: {@link org.sipverify.app.report.AuditReport}. */
@NullMarked
package org.sipverify.app.report;

import org.jspecify.annotations.NullMarked;
