#pragma once

#include <QByteArrayView>
#include <QStringView>

// Namespaces, actions and URIs of reference psrp.md 4 and 5.
namespace passerelle::psrp::wsman {

inline constexpr char16_t soapNamespace[] = u"http://www.w3.org/2003/05/soap-envelope";
inline constexpr char16_t addressingNamespace[] = u"http://schemas.xmlsoap.org/ws/2004/08/addressing";
inline constexpr char16_t wsmanNamespace[] = u"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd";
inline constexpr char16_t shellNamespace[] = u"http://schemas.microsoft.com/wbem/wsman/1/windows/shell";
inline constexpr char16_t faultNamespace[] = u"http://schemas.microsoft.com/wbem/wsman/1/wsmanfault";

inline constexpr char actionCreate[] = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Create";
inline constexpr char actionDelete[] = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Delete";
inline constexpr char actionCommand[] = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Command";
inline constexpr char actionSend[] = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Send";
inline constexpr char actionReceive[] = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Receive";
inline constexpr char actionSignal[] = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Signal";

inline constexpr char signalTerminate[] =
    "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/signal/Terminate";
inline constexpr char signalStop[] = "powershell/signal/crtl_c"; // spelt like this by every Windows client

inline constexpr char resourcePrefix[] = "http://schemas.microsoft.com/powershell/";

}
